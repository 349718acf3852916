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

/** What a piece of a tool call takes besides its text, in characters, about. */
const pieceOverhead = 100;

/** Arguments are an object; to parse them at each piece would take the square of the time. */
function mayBeWhole({ argumentParts }: PartialToolCall): boolean {
  return argumentParts.at(-1)?.trimEnd().endsWith("}") ?? false;
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
  /** By the index of the pieces, or by none: the call that came last, and all of them by their ids. */
  readonly #latestCalls = new Map<
    number | undefined,
    { readonly call: PartialToolCall; readonly byId: Map<string, PartialToolCall> }
  >();
  #keptLength = 0;

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
    const reasoning = textOf(delta.reasoning) ?? "";
    const refusal = textOf(delta.refusal) ?? "";
    const details = recordsOf(delta.reasoning_details);
    const annotations = recordsOf(delta.annotations) ?? [];
    const images = imagesOf(delta);
    this.#reasoning += reasoning;
    this.#refusal += refusal;
    if (details !== undefined) this.#addReasoningDetails(details);
    this.#annotations.push(...annotations);
    this.#images.push(...images);
    this.#keptLength += reasoning.length + refusal.length + images.join("").length;
    const records = [...(details ?? []), ...annotations];
    if (records.length > 0) this.#keptLength += JSON.stringify(records).length;
    for (const piece of recordsOf(delta.tool_calls) ?? []) this.#addToolCallPiece(piece);
  }

  #addToolCallPiece(piece: ResponseToolCall): void {
    const call = this.#partialCallFor(piece);
    const part = argumentsOf(piece);
    call.name ||= textOf(piece.function?.name) ?? "";
    if (part !== "") call.argumentParts.push(part);
    this.#keptLength += part.length + pieceOverhead;
  }

  /** About how many characters are held by now. */
  get keptLength(): number {
    return this.#keptLength;
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
   * all calls of a turn: there a piece with a name, or with an id that is new, starts another. Others send an id that
   * is new with every piece; as long as its call is not whole, that starts none.
   */
  #partialCallFor(piece: ResponseToolCall): PartialToolCall {
    const index = numberOf(piece.index);
    const id = textOf(piece.id);
    const name = textOf(piece.function?.name);
    const latest = this.#latestCalls.get(index);
    const known = (id === undefined ? undefined : latest?.byId.get(id)) ?? latest?.call;
    const isNew =
      known?.id !== id &&
      (index === undefined
        ? name !== undefined || id !== undefined
        : name !== undefined && id !== undefined && (name !== known?.name || mayBeWhole(known)));
    if (known !== undefined && !isNew) {
      // Some tell the id only after the call has begun.
      if (known.id === "" && id !== undefined) {
        known.id = id;
        latest?.byId.set(id, known);
      }
      return known;
    }
    const call = { index: index ?? this.#toolCalls.length, id: id ?? "", name: "", argumentParts: [] };
    this.#toolCalls.push(call);
    const byId = latest?.byId ?? new Map<string, PartialToolCall>();
    if (id !== undefined) byId.set(id, call);
    this.#latestCalls.set(index, { call, byId });
    return call;
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
