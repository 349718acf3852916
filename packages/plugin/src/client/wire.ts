/**
 * The parts of OpenRouter's chat dialect this plugin speaks. The `openai` SDK's own types lack OpenRouter's
 * extensions and promise fields that providers behind OpenRouter leave out, so responses are typed here as
 * what may really arrive: anything can be missing or null.
 *
 * Source: https://openrouter.ai/docs/api-reference/overview and the models of `@openrouter/sdk` 1.3.19.
 */

export interface TextPart {
  type: "text";
  text: string;
}

export type ContentPart = TextPart;

export interface ChatMessage {
  role: "system" | "developer" | "user" | "assistant" | "tool";
  content?: string | ContentPart[] | null;
}

/** Body of `POST /chat/completions`. Absent fields are not sent upstream. */
export interface ChatRequest {
  model: string;
  messages: ChatMessage[];
  stream?: boolean;
  max_tokens?: number;
  temperature?: number;
  top_p?: number;
  top_k?: number;
  min_p?: number;
  seed?: number;
  repetition_penalty?: number;
  frequency_penalty?: number;
  presence_penalty?: number;
  stop?: string[];
  user?: string;
}

/** `error` of a non-2xx body, of a 200 body, of a choice, or of a stream chunk. */
export interface WireError {
  code?: number | string | null;
  message?: string | null;
  type?: string | null;
  metadata?: Record<string, unknown> | null;
  availability?: Record<string, unknown> | null;
}

/** Token counts are the model's native ones; `cost` is in USD. */
export interface WireUsage {
  prompt_tokens?: number | null;
  completion_tokens?: number | null;
  total_tokens?: number | null;
  cost?: number | null;
  is_byok?: boolean | null;
  cost_details?: { upstream_inference_cost?: number | null } | null;
  prompt_tokens_details?: { cached_tokens?: number | null; cache_write_tokens?: number | null } | null;
  completion_tokens_details?: { reasoning_tokens?: number | null } | null;
}

export interface ResponseMessage {
  content?: string | null;
  refusal?: string | null;
  reasoning?: string | null;
}

export interface ChatChoice {
  finish_reason?: string | null;
  native_finish_reason?: string | null;
  message?: ResponseMessage | null;
  /** Set in stream chunks in place of `message`. */
  delta?: ResponseMessage | null;
  error?: WireError | null;
}

/** Body of a chat answer, or one chunk of a streamed one. */
export interface ChatResponse {
  id?: string | null;
  model?: string | null;
  provider?: string | null;
  choices?: ChatChoice[] | null;
  usage?: WireUsage | null;
  error?: WireError | null;
}
