import type { OpenAI } from "openai";
import { numberOf, recordsOf, textOf } from "../client/wire-values.js";
import type { ModelEntry } from "./model-entry.js";

/** Models by id. */
export type Catalogue = ReadonlyMap<string, ModelEntry>;

interface CachedCatalogue {
  readonly loading: Promise<Catalogue | undefined>;
  readonly startedAt: number;
  loaded: Catalogue | undefined;
}

const freshForMs = 6 * 60 * 60 * 1000;
/** A catalogue that could not be had is asked for again after this. */
const retryAfterMs = 5 * 60 * 1000;
const timeoutMs = 15_000;

const catalogues = new WeakMap<OpenAI, CachedCatalogue>();

/**
 * The models a client can use, as far as they are known by now. The list is fetched in the background: a call
 * never waits for it.
 */
export function knownModels(client: OpenAI): Catalogue | undefined {
  return cached(client).loaded;
}

/** The same, once it is there; `undefined` when it cannot be had. Never rejects. */
export function loadModels(client: OpenAI): Promise<Catalogue | undefined> {
  return cached(client).loading;
}

function cached(client: OpenAI): CachedCatalogue {
  const existing = catalogues.get(client);
  if (existing !== undefined && isFresh(existing)) return existing;
  const entry: CachedCatalogue = {
    startedAt: Date.now(),
    // While the list is fetched anew, the old one is better than none.
    loaded: existing?.loaded,
    loading: fetchModels(client).then(
      (models) => {
        entry.loaded = models;
        return models;
      },
      () => undefined,
    ),
  };
  catalogues.set(client, entry);
  return entry;
}

function isFresh(entry: CachedCatalogue): boolean {
  const age = Date.now() - entry.startedAt;
  return age < (entry.loaded === undefined ? retryAfterMs : freshForMs);
}

async function fetchModels(client: OpenAI): Promise<Catalogue> {
  // Without the filter only models that write text are listed.
  const { data } = await client.get<{ data?: readonly ModelEntry[] | null }>("/models", {
    query: { output_modalities: "all" },
    // The SDK's own timeout ends with the headers.
    signal: AbortSignal.timeout(timeoutMs),
  });
  const models = new Map<string, ModelEntry>();
  for (const model of recordsOf(data) ?? []) {
    if (typeof model.id === "string") models.set(model.id, readEntry(model));
  }
  return models;
}

/** Behind a proxy any member may be anything; those that are read later are what they should be, or not there. */
function readEntry(model: ModelEntry): ModelEntry {
  const outputs: unknown = model.architecture?.output_modalities;
  return {
    id: model.id,
    supported_parameters: textsOf(model.supported_parameters),
    architecture: { output_modalities: textsOf(outputs) },
    expiration_date: textOf(model.expiration_date),
    context_length: numberOf(model.context_length),
  };
}

function textsOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
}

const variantSuffix = /:(free|nitro|floor|exacto|extended|thinking|online)$/;

/** Finds a model, also by an id with a variant such as `:nitro`, which is listed without it. */
export function findModel(catalogue: Catalogue | undefined, id: string): ModelEntry | undefined {
  return catalogue?.get(id) ?? catalogue?.get(id.replace(variantSuffix, ""));
}
