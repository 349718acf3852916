import type { ChatResponse, ResponseMessage, ResponseToolCall, WireToolCall } from "../client/wire.js";
import { numberOf, recordsOf, textOf } from "../client/wire-values.js";
import type { JsonObject } from "../routing/wire-case.js";
import { type CallUsage, convertUsage } from "../usage/convert-usage.js";
import {
  argumentsOf,
  type ChatOutcome,
  completeToolCall,
  imagesOf,
  inferFinishReason,
} from "./chat-outcome.js";

/** What a stream came to, apart from its text, whose parts go out one by one and are not kept. */
export type StreamOutcome = Omit<ChatOutcome, "text">;

interface PartialToolCall {
  readonly index: number;
  id: string;
  name: string;
  readonly argumentParts: string[];
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
  readonly #toolCalls: PartialToolCall[] = [];

  constructor(generationId: string | undefined) {
    this.generationId = generationId;
  }

  /** Takes in what a chunk says about the answer as a whole. */
  addEnvelope(chunk: ChatResponse): void {
    this.generationId = textOf(chunk.id) ?? this.generationId;
    this.provider = textOf(chunk.provider) ?? this.provider;
    this.model = textOf(chunk.model) ?? this.model;
    this.usage = convertUsage(chunk.usage) ?? this.usage;
  }

  /** Takes in everything but the text of a chunk's message. */
  addDelta(delta: ResponseMessage): void {
    this.#reasoning += textOf(delta.reasoning) ?? "";
    this.#refusal += textOf(delta.refusal) ?? "";
    const details = recordsOf(delta.reasoning_details);
    if (details !== undefined) this.#addReasoningDetails(details);
    this.#annotations.push(...(recordsOf(delta.annotations) ?? []));
    this.#images.push(...imagesOf(delta));
    for (const call of recordsOf(delta.tool_calls) ?? []) {
      const partial = this.#partialCallFor(call);
      partial.id ||= textOf(call.id) ?? "";
      partial.name ||= textOf(call.function?.name) ?? "";
      partial.argumentParts.push(argumentsOf(call));
    }
  }

  outcome(): StreamOutcome {
    const seen = new Set<string>();
    const toolCalls: WireToolCall[] = this.#toolCalls
      .toSorted((left, right) => left.index - right.index)
      .filter((call) => call.name !== "")
      .map((call, position) =>
        completeToolCall(call.id, call.name, call.argumentParts.join(""), position, seen),
      );
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

  /**
   * The call that a piece belongs to. The index tells, except with providers that send none, or the same one for
   * all calls of a turn: there a piece with a name, or with an id that is new, starts another.
   */
  #partialCallFor(piece: ResponseToolCall): PartialToolCall {
    const index = numberOf(piece.index);
    const id = textOf(piece.id);
    const isNamed = textOf(piece.function?.name) !== undefined;
    const candidates = this.#toolCalls.filter((call) => index === undefined || call.index === index);
    const known = candidates.find((call) => call.id === id) ?? candidates.at(-1);
    const startsAnother =
      known?.id !== id && (index === undefined ? isNamed || id !== undefined : isNamed && id !== undefined);
    if (known !== undefined && !startsAnother) return known;
    const started = { index: index ?? this.#toolCalls.length, id: "", name: "", argumentParts: [] };
    this.#toolCalls.push(started);
    return started;
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
