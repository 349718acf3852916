import type { ModelCall } from "../call/model-call.js";
import { perform } from "../call/perform.js";
import { type RecoverableBody, useSuccessor } from "../call/recoveries.js";
import { type AnyAnswer, post } from "../client/send.js";
import type { ContentPart } from "../client/wire.js";
import { recordsOf, textOf } from "../client/wire-values.js";
import { imageRoute } from "../routing/route.js";
import type { JsonObject } from "../routing/wire-case.js";
import type { DrawnImages } from "./chat-images.js";
import type { ImageWish } from "./image-params.js";

interface ImageRequest extends RecoverableBody {
  readonly prompt: string;
  readonly n?: number;
  readonly input_references?: readonly ContentPart[];
  readonly provider?: JsonObject;
}

interface ImageResponse extends AnyAnswer {
  readonly data?:
    | readonly { b64_json?: string | null; media_type?: string | null; url?: string | null }[]
    | null;
}

/** Asks OpenRouter's own image endpoint, `POST /images`. */
export async function requestImages(call: ModelCall, wish: ImageWish): Promise<DrawnImages> {
  const request: ImageRequest = {
    ...imageRoute(call),
    prompt: wish.prompt,
    ...(wish.count === undefined ? {} : { n: wish.count }),
    ...(wish.size === undefined ? {} : { size: wish.size }),
    ...(wish.quality === undefined ? {} : { quality: wish.quality }),
    ...(wish.aspectRatio === undefined ? {} : { aspect_ratio: wish.aspectRatio }),
    ...(wish.seed === undefined ? {} : { seed: wish.seed }),
    ...(wish.background === undefined ? {} : { background: wish.background }),
    ...(wish.outputFormat === undefined ? {} : { output_format: wish.outputFormat }),
    ...(wish.references.length === 0 ? {} : { input_references: wish.references }),
    ...call.options.body,
  };
  return perform(call, request, [useSuccessor], async (body) => {
    const { data } = await post<ImageResponse>(call, "/images", body);
    // The endpoint does not say which model answered.
    if (!data.model) call.meter.add({ model: body.model }, undefined);
    const images = recordsOf(data.data) ?? [];
    return {
      urls: images.flatMap((image) => {
        const base64 = textOf(image.b64_json);
        if (base64 === undefined) return textOf(image.url) ?? [];
        return `data:${textOf(image.media_type) ?? "image/png"};base64,${base64}`;
      }),
      text: "",
    };
  });
}
