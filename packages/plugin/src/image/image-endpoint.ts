import type { ModelCall } from "../call/model-call.js";
import { perform } from "../call/perform.js";
import { type RecoverableBody, useSuccessor } from "../call/recoveries.js";
import { post } from "../client/send.js";
import type { ContentPart, WireError, WireUsage } from "../client/wire.js";
import { imageRoute } from "../routing/route.js";
import type { JsonObject } from "../routing/wire-case.js";
import { convertUsage } from "../usage/convert-usage.js";
import type { AnswerFacts } from "../usage/report-use.js";
import type { ImageWish } from "./image-params.js";

/** Images as URLs, `data:` ones as a rule, and what the answer tells about its use. */
export interface ImageAnswer {
  readonly urls: readonly string[];
  readonly facts: AnswerFacts;
}

interface ImageRequest extends RecoverableBody {
  readonly prompt: string;
  readonly n: number;
  readonly input_references?: readonly ContentPart[];
  readonly provider?: JsonObject;
}

interface ImageResponse {
  readonly data?:
    | readonly { b64_json?: string | null; media_type?: string | null; url?: string | null }[]
    | null;
  readonly usage?: WireUsage | null;
  readonly error?: WireError | null;
}

/** Asks OpenRouter's own image endpoint, `POST /images`. */
export async function requestImages(call: ModelCall, wish: ImageWish): Promise<ImageAnswer> {
  const { connection, context, cancellation } = call;
  const request: ImageRequest = {
    ...imageRoute(connection.settings, call.choice, call.options),
    prompt: wish.prompt,
    n: wish.count,
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
    const { data, headers } = await post<ImageResponse>(
      connection,
      "/images",
      body,
      context,
      cancellation.signal,
    );
    return {
      urls: (data.data ?? []).flatMap((image) => {
        if (image.b64_json) return [`data:${image.media_type ?? "image/png"};base64,${image.b64_json}`];
        return image.url ? [image.url] : [];
      }),
      facts: {
        model: body.model,
        generationId: headers.get("x-generation-id") ?? undefined,
        usage: convertUsage(data.usage),
      },
    };
  });
}
