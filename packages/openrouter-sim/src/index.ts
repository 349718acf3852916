export type { Behaviour, ErrorBody, Fault, Reply, StreamEnding } from "./behaviour.js";
export { describeModel, type ModelDescription } from "./catalogue.js";
export { toBase64, vectorOf } from "./endpoints/embeddings.js";
export { onePixelPng } from "./endpoints/images.js";
export type { JsonObject, JsonValue, RecordedRequest } from "./recorded-request.js";
export { type OpenRouterSim, type Script, type SimOptions, startOpenRouterSim } from "./server.js";
