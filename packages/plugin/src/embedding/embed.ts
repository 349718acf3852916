import type { IAgentRuntime } from "@elizaos/core";
import type { CommonParams, ModelCall } from "../call/model-call.js";
import { perform } from "../call/perform.js";
import { type Recovery, useSuccessor } from "../call/recoveries.js";
import { runCall } from "../call/run-call.js";
import { post } from "../client/send.js";
import { recordsOf } from "../client/wire-values.js";
import { parameterError } from "../errors/parameter-error.js";
import { warnOnce } from "../log/warn-once.js";
import type { Platform } from "../platform/platform.js";
import type { ModelSettingChain } from "../routing/model-choice.js";
import { embeddingRoute } from "../routing/route.js";
import { isRecord } from "../routing/wire-case.js";
import { Settings } from "../settings/settings.js";
import { reportUse } from "../usage/report-use.js";
import { formFor, rememberForm } from "./accepted-form.js";
import {
  type EmbeddingRequest,
  type EmbeddingResponse,
  onlyOneWidth,
  plainNumbers,
  readVectors,
} from "./embedding-request.js";
import { cutToBytes, fitText } from "./fit-text.js";

const chain = ["embeddingModel"] as const satisfies ModelSettingChain;

/** The widths that elizaOS's database adapters have a column for (`VECTOR_DIMS` of core). */
const storedWidths = new Set([384, 512, 768, 1024, 1536, 3072]);

const embeddingRecoveries: readonly Recovery<EmbeddingRequest>[] = [
  plainNumbers,
  onlyOneWidth,
  cutToBytes,
  useSuccessor,
];

/** Most texts and characters that go into one request; more are split over several. */
const mostTexts = 2_048;
const mostCharacters = 300_000;

/** `null` asks for the width only; core's knowledge service sends `{ texts }`. */
export type EmbeddingParams =
  | string
  | null
  | (CommonParams & { readonly text?: unknown; readonly texts?: unknown });

/**
 * Answers one embedding call of elizaOS.
 *
 * @returns a vector; for `{ texts }` one for each text, in their order; for `null` a vector of the width that is
 * stored, made locally, which no search ever meets.
 * @throws OpenRouterError for every failure: an invented vector would poison the memory it is stored in.
 */
export async function embed(
  runtime: IAgentRuntime,
  platform: Platform,
  params: EmbeddingParams,
): Promise<number[] | number[][]> {
  if (params === null) return probeVector(runtime, platform);
  const isBatch = isRecord(params) && Array.isArray(params.texts);
  const texts = textsOf(params);
  const common: CommonParams = isRecord(params) ? params : {};
  if (texts.length === 0) return [];
  return runCall(runtime, platform, "TEXT_EMBEDDING", chain, common, async (call) => {
    const vectors = await embedTexts(call, texts);
    reportUse(call);
    return isBatch ? vectors : (vectors[0] ?? []);
  });
}

/** Core sizes its database by the length of this; it asks at start-up, when there may be no key and no network. */
function probeVector(runtime: IAgentRuntime, platform: Platform): number[] {
  const width = new Settings(runtime, platform).get("embeddingDimensions");
  if (!storedWidths.has(width)) {
    warnOnce(
      runtime,
      `OPENROUTER_EMBEDDING_DIMENSIONS is ${width}; elizaOS's own databases store ${[...storedWidths].join(", ")}.`,
    );
  }
  const vector = new Array<number>(width).fill(0);
  // Core takes a vector that starts with zero for a failed one.
  vector[0] = 1;
  return vector;
}

function textsOf(params: Exclude<EmbeddingParams, null>): string[] {
  const given = typeof params === "string" ? [params] : (params.texts ?? [params.text]);
  if (!Array.isArray(given)) throw parameterError("texts", "it is no list");
  return given.map((text, index) => {
    const place = given.length === 1 ? "text" : `texts[${index}]`;
    if (typeof text !== "string") throw parameterError(place, "it is no text");
    if (text.trim() === "") throw parameterError(place, "it is empty, and nothing has no meaning to embed");
    return text;
  });
}

async function embedTexts(call: ModelCall, texts: readonly string[]): Promise<number[][]> {
  const { connection } = call;
  const width = connection.settings.get("embeddingDimensions");
  const fitting: string[] = [];
  for (const text of texts) fitting.push(await fitText(call, text));
  const vectors: number[][] = [];
  for (const input of splitBatch(fitting)) {
    const body: EmbeddingRequest = {
      ...embeddingRoute(call),
      input,
      ...formFor(call, width),
      ...call.options.body,
    };
    const { data, asked } = await perform(call, body, embeddingRecoveries, async (changed) => {
      const answer = await post<EmbeddingResponse>(call, "/embeddings", changed);
      return { ...answer, asked: changed };
    });
    if (recordsOf(data.data)?.length) call.meter.noteGeneration();
    vectors.push(...readVectors(data, input.length, width, call.context));
    // Not before the vectors were right: a refusal may be one provider's, and the next one's vectors too wide.
    if (asked !== body) rememberForm(call, width, asked);
  }
  return vectors;
}

function* splitBatch(texts: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const text of texts) {
    const isFull = batch.length === mostTexts || characters + text.length > mostCharacters;
    if (isFull && batch.length > 0) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(text);
    characters += text.length;
  }
  if (batch.length > 0) yield batch;
}
