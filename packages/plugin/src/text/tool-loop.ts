import type { ModelCall } from "../call/model-call.js";
import type { ChatMessage, ChatRequest, WireToolCall } from "../client/wire.js";
import { abortError } from "../errors/from-thrown.js";
import type { ChatOutcome } from "./chat-outcome.js";
import { toolOutputText } from "./convert-messages.js";
import type { RunnableTools, ToolExecutor } from "./convert-tools.js";

/**
 * Runs the tool calls of an answer and puts their results into the next request.
 *
 * @param text the answer's text.
 * @param step how many requests the call has taken so far.
 * @returns `undefined` when the answer is final: it has no tool calls, some of them have no code to run, or the
 * steps are used up.
 */
export async function nextStep(
  call: ModelCall,
  request: ChatRequest,
  outcome: Omit<ChatOutcome, "text">,
  text: string,
  { executors, mostSteps }: RunnableTools,
  step: number,
): Promise<ChatRequest | undefined> {
  const { toolCalls } = outcome;
  if (toolCalls.length === 0 || step >= mostSteps) return undefined;
  // A call without code is the caller's to run; running the others here would hide their results from it.
  if (!toolCalls.every((toolCall) => executors.has(toolCall.function.name))) return undefined;
  const results = await orAborted(
    call,
    Promise.all(toolCalls.map((toolCall) => runTool(call, toolCall, executors))),
  );
  const answered: ChatMessage = {
    role: "assistant",
    content: text === "" ? null : text,
    tool_calls: [...toolCalls],
    ...(outcome.reasoningDetails === undefined ? {} : { reasoning_details: [...outcome.reasoningDetails] }),
  };
  const { tool_choice: forced, ...rest } = request;
  return {
    ...rest,
    messages: [...request.messages, answered, ...results],
    // A tool that is forced again and again never lets the model answer.
    ...(forced === "none" ? { tool_choice: forced } : {}),
  };
}

/** Tools are told of an abort, but not every tool listens. */
async function orAborted<Result>(call: ModelCall, work: Promise<Result>): Promise<Result> {
  const { signal } = call.cancellation;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const give = () => reject(abortError({ signal }, call.context));
  signal.addEventListener("abort", give, { once: true });
  if (signal.aborted) give();
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener("abort", give);
  }
}

/** A tool that fails tells the model so: it can try again or do without. */
async function runTool(
  call: ModelCall,
  toolCall: WireToolCall,
  executors: ReadonlyMap<string, ToolExecutor>,
): Promise<ChatMessage> {
  const { name } = toolCall.function;
  const execute = executors.get(name);
  let content: string;
  try {
    const toolArguments = parseToolArguments(toolCall.function.arguments);
    content = toolOutputText(
      await execute?.(toolArguments, { signal: call.cancellation.signal, toolCallId: toolCall.id }),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    call.runtime.logger.warn(`The tool ${name} failed: ${reason}`);
    content = `Error: ${reason}`;
  }
  return { role: "tool", tool_call_id: toolCall.id, content };
}

/** @throws SyntaxError when the model wrote no JSON. */
export function parseToolArguments(text: string): unknown {
  return text.trim() === "" ? {} : JSON.parse(text);
}
