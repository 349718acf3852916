import type { ModelCall } from "../call/model-call.js";
import type { ChatRequest } from "../client/wire.js";
import { findModel, knownModels } from "./catalogue.js";

/**
 * Parameters that only shape how a model thinks and writes: leaving one out changes the style of an answer, not
 * what is asked. Tools, formats and limits are never left out.
 */
const optionalParameters = [
  "temperature",
  "top_p",
  "top_k",
  "min_p",
  "seed",
  "repetition_penalty",
  "frequency_penalty",
  "presence_penalty",
  "stop",
  "reasoning",
] as const satisfies readonly (keyof ChatRequest)[];

/**
 * Leaves out what OpenRouter's model list says the model does not take: a provider may refuse the whole request
 * for it. While the list is not known yet, everything is sent.
 */
export function withoutUnsupported(call: ModelCall, request: ChatRequest): ChatRequest {
  const entry = findModel(knownModels(call.connection.client), request.model);
  const supported = new Set(entry?.supported_parameters ?? []);
  if (supported.size === 0) return request;
  const dropped = optionalParameters.filter((name) => request[name] !== undefined && !supported.has(name));
  if (dropped.length === 0) return request;
  call.runtime.logger.debug(`OpenRouter: ${request.model} does not take ${dropped.join(", ")}; left out.`);
  const kept = { ...request };
  for (const name of dropped) delete kept[name];
  return kept;
}
