import type { ModelCall } from "../call/model-call.js";
import type { Recovery } from "../call/recoveries.js";
import { findModel, knownModels } from "../catalogue/catalogue.js";
import type { ChatRequest } from "../client/wire.js";
import { chatRoute } from "../routing/route.js";
import { chatRecoveries, requestChat } from "../text/complete-text.js";
import type { ImageWish } from "./image-params.js";

/** Models that only draw refuse to be asked for words as well. */
const imageOnly: Recovery<ChatRequest> = (error, body) =>
  (error.status === 404 || error.status === 400) && body.modalities?.includes("text")
    ? { ...body, modalities: ["image"] }
    : undefined;

/** What chats drew, and what they said besides or instead. */
export interface DrawnImages {
  readonly urls: readonly string[];
  readonly text: string;
}

/** Has a chat model draw; each image is a request of its own, since a chat answers once. */
export async function chatImages(call: ModelCall, wish: ImageWish): Promise<DrawnImages> {
  const { client } = call.connection;
  const outputs = findModel(knownModels(client), call.choice.model)?.architecture?.output_modalities;
  const request: ChatRequest = {
    ...chatRoute(call),
    messages: [
      {
        role: "user",
        content:
          wish.references.length === 0
            ? wish.prompt
            : [{ type: "text", text: wish.prompt }, ...wish.references],
      },
    ],
    modalities: outputs?.includes("image") && !outputs.includes("text") ? ["image"] : ["image", "text"],
    ...(wish.aspectRatio === undefined && wish.size === undefined
      ? {}
      : {
          image_config: {
            ...(wish.aspectRatio === undefined ? {} : { aspect_ratio: wish.aspectRatio }),
            ...(wish.size === undefined ? {} : { image_size: wish.size }),
          },
        }),
    ...(wish.seed === undefined ? {} : { seed: wish.seed }),
    ...call.options.body,
  };
  const answers = await Promise.all(
    Array.from({ length: wish.count ?? 1 }, () =>
      requestChat(call, request, [...chatRecoveries, imageOnly], "images"),
    ),
  );
  const outcomes = answers.map((answer) => answer.outcome);
  return {
    urls: outcomes.flatMap((outcome) => outcome.images),
    text: outcomes.map((outcome) => outcome.text).join(""),
  };
}
