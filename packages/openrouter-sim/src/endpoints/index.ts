import { speech, transcriptions } from "./audio.js";
import { chatCompletions } from "./chat-completions.js";
import { embeddings } from "./embeddings.js";
import type { Endpoint } from "./endpoint.js";
import { images } from "./images.js";
import { key } from "./key.js";
import { models } from "./models.js";

/** Every route of the embedded API. */
export const endpoints: readonly Endpoint[] = [
  chatCompletions,
  embeddings,
  images,
  transcriptions,
  speech,
  models,
  key,
];
