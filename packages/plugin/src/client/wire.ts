import type { JsonObject } from "../routing/wire-case.js";

/**
 * The parts of OpenRouter's chat dialect this plugin speaks. The `openai` SDK's own types lack OpenRouter's
 * extensions and promise fields that providers behind OpenRouter leave out, so responses are typed here as
 * what may really arrive: anything can be missing or null.
 *
 * Source: https://openrouter.ai/docs/api-reference/overview and the models of `@openrouter/sdk` 1.3.19.
 */

export interface CacheControl {
  type: "ephemeral";
  ttl?: "5m" | "1h";
}

export interface TextPart {
  type: "text";
  text: string;
  cache_control?: CacheControl;
}

export type ContentPart =
  | TextPart
  | { type: "image_url"; image_url: { url: string; detail?: string } }
  | { type: "input_audio"; input_audio: { data: string; format: string } }
  | { type: "video_url"; video_url: { url: string } }
  | { type: "file"; file: { filename?: string; file_data?: string; file_id?: string } };

export interface WireToolCall {
  id: string;
  type: "function";
  /** `arguments` is JSON text. */
  function: { name: string; arguments: string };
}

export interface ChatMessage {
  role: "system" | "developer" | "user" | "assistant" | "tool";
  content?: string | ContentPart[] | null;
  name?: string;
  tool_calls?: WireToolCall[];
  tool_call_id?: string;
  /** Sent back as they came, in order, also when there are none. */
  reasoning_details?: JsonObject[];
}

export type WireTool =
  | {
      type: "function";
      function: { name: string; description?: string; parameters?: JsonObject; strict?: boolean };
    }
  /** A tool that OpenRouter runs itself, such as `openrouter:web_search`. */
  | JsonObject;

export type WireToolChoice = "auto" | "none" | "required" | { type: "function"; function: { name: string } };

export type ResponseFormat =
  | { type: "text" }
  | { type: "json_object" }
  | { type: "json_schema"; json_schema: { name: string; strict?: boolean; schema: JsonObject } };

/** Body of `POST /chat/completions`. Absent fields are not sent upstream. */
export interface ChatRequest {
  model: string;
  models?: string[] | undefined;
  messages: ChatMessage[];
  stream?: boolean;
  max_tokens?: number;
  max_completion_tokens?: number;
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
  tools?: WireTool[];
  tool_choice?: WireToolChoice;
  response_format?: ResponseFormat;
  reasoning?: JsonObject;
  modalities?: string[];
  image_config?: JsonObject;
  plugins?: JsonObject[];
  provider?: JsonObject;
  session_id?: string;
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
  /** What the audio endpoints call the two above. */
  input_tokens?: number | null;
  output_tokens?: number | null;
  total_tokens?: number | null;
  cost?: number | null;
  is_byok?: boolean | null;
  cost_details?: { upstream_inference_cost?: number | null } | null;
  prompt_tokens_details?: { cached_tokens?: number | null; cache_write_tokens?: number | null } | null;
  completion_tokens_details?: { reasoning_tokens?: number | null } | null;
}

/** A tool call of an answer; in a stream its parts arrive one by one, told apart by `index`. */
export interface ResponseToolCall {
  index?: number | null;
  id?: string | null;
  function?: { name?: string | null; arguments?: string | null } | null;
}

export interface ResponsePart {
  type?: string | null;
  text?: string | null;
  image_url?: { url?: string | null } | null;
}

export interface ResponseMessage {
  /** A list of parts only from providers that nobody has put straight. */
  content?: string | ResponsePart[] | null;
  refusal?: string | null;
  reasoning?: string | null;
  reasoning_details?: JsonObject[] | null;
  tool_calls?: ResponseToolCall[] | null;
  annotations?: JsonObject[] | null;
  images?: { image_url?: { url?: string | null } | null }[] | null;
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
