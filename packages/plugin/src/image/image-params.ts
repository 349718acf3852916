import type { CommonParams } from "../call/model-call.js";
import type { ContentPart } from "../client/wire.js";
import { textOf } from "../client/wire-values.js";
import { parameterError } from "../errors/parameter-error.js";
import { imagePart } from "../media/content-part.js";
import type { Platform } from "../platform/platform.js";

/** elizaOS's `prompt`, `size` and `count`, and what else images can be asked for. */
export interface ImageParams extends CommonParams {
  readonly prompt?: unknown;
  readonly size?: unknown;
  readonly count?: unknown;
  readonly n?: unknown;
  readonly quality?: unknown;
  readonly aspectRatio?: unknown;
  readonly seed?: unknown;
  readonly background?: unknown;
  readonly outputFormat?: unknown;
  /** Images to go by: URLs, `data:` URLs, files or bytes. */
  readonly referenceImages?: unknown;
}

/** The same, checked. */
export interface ImageWish {
  readonly prompt: string;
  readonly count: number | undefined;
  readonly size: string | undefined;
  readonly quality: string | undefined;
  readonly aspectRatio: string | undefined;
  readonly seed: number | undefined;
  readonly background: string | undefined;
  readonly outputFormat: string | undefined;
  readonly references: readonly ContentPart[];
}

const mostImages = 10;

/** @throws OpenRouterError of kind `parameter`. */
export async function readImageParams(params: ImageParams, platform: Platform): Promise<ImageWish> {
  if (typeof params.prompt !== "string" || params.prompt.trim() === "") {
    throw parameterError("prompt", "it is missing");
  }
  // Core fills an unset count with zero.
  const count = Number(params.count ?? params.n ?? 0) || undefined;
  if (count !== undefined && (!Number.isInteger(count) || count < 1 || count > mostImages)) {
    throw parameterError("count", `${count} is not a number of images from 1 to ${mostImages}`);
  }
  const given = params.referenceImages ?? [];
  if (!Array.isArray(given)) throw parameterError("referenceImages", "it is no list");
  return {
    prompt: params.prompt,
    count,
    size: textOf(params.size),
    quality: textOf(params.quality),
    aspectRatio: textOf(params.aspectRatio),
    seed: typeof params.seed === "number" ? params.seed : undefined,
    background: textOf(params.background),
    outputFormat: textOf(params.outputFormat),
    references: await Promise.all(given.map((image) => imagePart(image, undefined, platform))),
  };
}
