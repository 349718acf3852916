export type { Behaviour, ChatReply, ErrorBody, Fault, StreamEnding } from "./behaviour.js";
export type { JsonObject, JsonValue, RecordedRequest } from "./recorded-request.js";
export { type OpenRouterSim, type Script, type SimOptions, startOpenRouterSim } from "./server.js";
