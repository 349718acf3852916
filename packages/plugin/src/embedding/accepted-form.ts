import type { OpenAI } from "openai";
import type { ModelCall } from "../call/model-call.js";
import type { EmbeddingRequest } from "./embedding-request.js";

/** How vectors are asked for. */
type Form = Pick<EmbeddingRequest, "dimensions" | "encoding_format">;

/** What a model took, once it had refused more, by model and width: to ask again each time would double every call. */
const accepted = new WeakMap<OpenAI, Map<string, Form>>();

/** The form that the model is known to take, or the best one. */
export function formFor(call: ModelCall, width: number): Form {
  const known = accepted.get(call.connection.client)?.get(keyOf(call, width));
  return known ?? { dimensions: width, encoding_format: "base64" };
}

/** Keeps in mind the form of a body that was answered, with vectors of this width, after others were refused. */
export function rememberForm(call: ModelCall, width: number, body: EmbeddingRequest): void {
  const { client } = call.connection;
  const ofClient = accepted.get(client) ?? new Map<string, Form>();
  ofClient.set(keyOf(call, width), { dimensions: body.dimensions, encoding_format: body.encoding_format });
  accepted.set(client, ofClient);
}

function keyOf(call: ModelCall, width: number): string {
  return `${call.choice.model} ${width}`;
}
