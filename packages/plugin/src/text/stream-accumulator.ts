import type { ChatResponse, ResponseMessage, WireToolCall } from "../client/wire.js";
import type { JsonObject } from "../routing/wire-case.js";
import { type CallUsage, convertUsage } from "../usage/convert-usage.js";
import { type ChatOutcome, completeToolCall, imagesOf, inferFinishReason, listOf } from "./chat-outcome.js";

/** What a stream came to, apart from its text, whose parts go out one by one and are not kept. */
export type StreamOutcome = Omit<ChatOutcome, "text">;

interface PartialToolCall {
  id: string;
  name: string;
  argumentParts: string[];
}

/** Puts the chunks of a streamed answer together. */
export class StreamAccumulator {
  provider: string | undefined;
  generationId: string | undefined;
  finishReason: string | undefined;
  model: string | undefined;
  usage: CallUsage | undefined;
  #reasoning = "";
  #reasoningDetails: JsonObject[] | undefined;
  #annotations: JsonObject[] = [];
  #images: string[] = [];
  #refusal = "";
  readonly #toolCalls = new Map<number, PartialToolCall>();

  constructor(generationId: string | undefined) {
    this.generationId = generationId;
  }

  /** Takes in what a chunk says about the answer as a whole. */
  addEnvelope(chunk: ChatResponse): void {
    this.generationId = chunk.id ?? this.generationId;
    this.provider = chunk.provider ?? this.provider;
    this.model = chunk.model ?? this.model;
    this.usage = convertUsage(chunk.usage) ?? this.usage;
  }

  /** Takes in everything but the text of a chunk's message. */
  addDelta(delta: ResponseMessage): void {
    this.#reasoning += delta.reasoning ?? "";
    this.#refusal += delta.refusal ?? "";
    const details = listOf(delta.reasoning_details);
    if (details !== undefined) this.#addReasoningDetails(details);
    this.#annotations.push(...(listOf(delta.annotations) ?? []));
    this.#images.push(...imagesOf(delta));
    for (const [position, call] of (listOf(delta.tool_calls) ?? []).entries()) {
      const index = call.index ?? this.#indexWithout(call.id, position);
      const partial = this.#toolCalls.get(index) ?? { id: "", name: "", argumentParts: [] };
      partial.id ||= call.id ?? "";
      partial.name ||= call.function?.name ?? "";
      partial.argumentParts.push(call.function?.arguments ?? "");
      this.#toolCalls.set(index, partial);
    }
  }

  outcome(): StreamOutcome {
    const seen = new Set<string>();
    const toolCalls: WireToolCall[] = [...this.#toolCalls.entries()]
      .sort(([left], [right]) => left - right)
      .filter(([, call]) => call.name !== "")
      .map(([index, call]) => completeToolCall(call.id, call.name, call.argumentParts.join(""), index, seen));
    return {
      toolCalls,
      reasoning: this.#reasoning,
      reasoningDetails: this.#reasoningDetails,
      annotations: this.#annotations,
      images: this.#images,
      refusal: this.#refusal,
      finishReason: inferFinishReason(this.finishReason, toolCalls),
      usage: this.usage,
      model: this.model,
      provider: this.provider,
      generationId: this.generationId,
    };
  }

  /** A provider that sends no index sends whole calls, or goes on with the one whose id it repeats. */
  #indexWithout(id: string | null | undefined, position: number): number {
    for (const [index, call] of this.#toolCalls) if (id && call.id === id) return index;
    return id ? this.#toolCalls.size : position;
  }

  /** A detail arrives in pieces; pieces of one text belong together, everything else stays as it came. */
  #addReasoningDetails(details: readonly JsonObject[]): void {
    this.#reasoningDetails ??= [];
    for (const detail of details) {
      const last = this.#reasoningDetails.at(-1);
      const member = detail.type === "reasoning.summary" ? "summary" : "text";
      const continues =
        last !== undefined &&
        last.type === detail.type &&
        last.index === detail.index &&
        typeof last[member] === "string" &&
        last.signature === undefined;
      if (!continues) {
        this.#reasoningDetails.push({ ...detail });
        continue;
      }
      Object.assign(last, detail, { [member]: `${last[member]}${detail[member] ?? ""}` });
    }
  }
}
