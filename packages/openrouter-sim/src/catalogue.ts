import type { JsonObject } from "./recorded-request.js";

/** What of a model differs from one to the next. */
export interface ModelDescription {
  readonly id: string;
  readonly inputModalities?: readonly string[];
  readonly outputModalities?: readonly string[];
  readonly supportedParameters?: readonly string[];
  /** ISO date after which the model is gone. */
  readonly expirationDate?: string;
  readonly contextLength?: number;
}

export interface CatalogueModel {
  readonly outputModalities: readonly string[];
  /** The model as `GET /models` lists it. */
  readonly entry: JsonObject;
}

const commonParameters = [
  "temperature",
  "top_p",
  "top_k",
  "min_p",
  "frequency_penalty",
  "presence_penalty",
  "repetition_penalty",
  "max_tokens",
  "seed",
  "stop",
  "response_format",
  "structured_outputs",
  "tools",
  "tool_choice",
];

/** A model for the catalogue, with everything the description leaves out filled in. */
export function describeModel(description: ModelDescription): CatalogueModel {
  const inputModalities = [...(description.inputModalities ?? ["text"])];
  const outputModalities = [...(description.outputModalities ?? ["text"])];
  const contextLength = description.contextLength ?? 1_048_576;
  return {
    outputModalities,
    entry: {
      id: description.id,
      canonical_slug: description.id,
      name: description.id,
      created: 1_750_000_000,
      context_length: contextLength,
      architecture: {
        input_modalities: inputModalities,
        output_modalities: outputModalities,
        modality: `${inputModalities.join("+")}->${outputModalities.join("+")}`,
        tokenizer: "Other",
        instruct_type: null,
      },
      pricing: { prompt: "0.0000001", completion: "0.0000004" },
      supported_parameters: [...(description.supportedParameters ?? commonParameters)],
      supported_voices: null,
      default_parameters: null,
      per_request_limits: null,
      top_provider: { context_length: contextLength, max_completion_tokens: 65_536, is_moderated: false },
      links: { details: `/api/v1/models/${description.id}/endpoints` },
      ...(description.expirationDate === undefined ? {} : { expiration_date: description.expirationDate }),
    },
  };
}

/** The models the embedded server lists: the plugin's living defaults, and the kinds that need special care. */
export const catalogue: readonly CatalogueModel[] = [
  { id: "google/gemini-2.5-flash", inputModalities: ["text", "image", "file", "audio", "video"] },
  { id: "google/gemini-2.5-flash-lite", inputModalities: ["text", "image", "file", "audio", "video"] },
  { id: "x-ai/grok-4-fast", inputModalities: ["text", "image"] },
  {
    id: "google/gemini-2.5-flash-image",
    inputModalities: ["text", "image"],
    outputModalities: ["image", "text"],
  },
  { id: "sim/image-only", inputModalities: ["text"], outputModalities: ["image"] },
  {
    id: "sim/reasoner",
    supportedParameters: ["max_tokens", "reasoning", "include_reasoning", "seed", "stop"],
  },
  {
    id: "openai/text-embedding-3-small",
    outputModalities: ["embeddings"],
    supportedParameters: [],
    contextLength: 8_192,
  },
  { id: "openai/whisper-1", inputModalities: ["audio"], outputModalities: ["transcription"] },
  { id: "openai/gpt-4o-mini-tts", outputModalities: ["speech"] },
].map(describeModel);
