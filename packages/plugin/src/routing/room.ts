import type { IAgentRuntime } from "@elizaos/core";

/**
 * What the calls of one conversation have in common: the agent and, while core handles a message, its room. Core
 * keeps the room in a member that its types call private and offers no other way to ask.
 */
export function conversationKey(runtime: IAgentRuntime): string {
  const room: unknown = Reflect.get(runtime, "currentRoomId");
  return typeof room === "string" ? `${runtime.agentId}:${room}` : runtime.agentId;
}
