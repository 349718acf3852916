import type { IAgentRuntime } from "@elizaos/core";
import type { ModelCall } from "../call/model-call.js";
import { runCall } from "../call/run-call.js";
import { answerError } from "../errors/answer-error.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import { base64ToBytes, isBase64 } from "../media/base64.js";
import type { Platform } from "../platform/platform.js";
import type { ModelSettingChain } from "../routing/model-choice.js";
import { reportUse } from "../usage/report-use.js";
import { chatImages, type DrawnImages } from "./chat-images.js";
import { requestImages } from "./image-endpoint.js";
import { type ImageParams, type ImageWish, readImageParams } from "./image-params.js";

const chain = ["imageGenerationModel"] as const satisfies ModelSettingChain;

/** What the settings say about images that have come; read before there is anything to pay for. */
interface ImageKeeping {
  readonly isSaved: boolean;
  readonly isTemporary: boolean;
}

/**
 * Answers one image call of elizaOS.
 *
 * @returns real images, as `data:` URLs or, with `OPENROUTER_SAVE_IMAGES`, as `file:` URLs.
 * @throws OpenRouterError also when the answer holds words instead of an image.
 */
export async function generateImage(
  runtime: IAgentRuntime,
  platform: Platform,
  params: ImageParams,
): Promise<{ url: string }[]> {
  const wish = await readImageParams(params, platform);
  return runCall(runtime, platform, "IMAGE", chain, params, async (call) => {
    const { settings } = call.connection;
    const keeping: ImageKeeping = {
      isSaved: settings.get("saveImages"),
      isTemporary: settings.get("autoCleanupImages"),
    };
    const { urls: given, text } = await draw(call, wish);
    const urls = given.map(onOneLine);
    const fail = (code: string, problem: string) =>
      answerError(
        `OpenRouter answered ${problem}.`,
        {
          kind: "response",
          code,
          retryable: true,
          ...call.meter.origin,
          partialText: text === "" ? undefined : text,
        },
        call.context,
      );
    if (urls.length === 0) {
      throw fail("no_image", `without an image${text === "" ? "" : `, but with words: ${shorten(text)}`}`);
    }
    const broken = urls.find(isBroken);
    if (broken !== undefined) throw fail("malformed_image", `with an image that is none: ${shorten(broken)}`);
    reportUse(call);
    return Promise.all(urls.map(async (url) => ({ url: await place(call, url, keeping) })));
  });
}

const shownLength = 200;

function shorten(text: string): string {
  const trimmed = text.trim().replace(/\.$/, "");
  return trimmed.length > shownLength ? `${trimmed.slice(0, shownLength)}…` : trimmed;
}

/** The image endpoint first; models it does not serve draw in a chat. */
async function draw(call: ModelCall, wish: ImageWish): Promise<DrawnImages> {
  try {
    return await requestImages(call, wish);
  } catch (error) {
    if (!OpenRouterError.isInstance(error) || !isNotServed(error)) throw error;
    call.runtime.logger.debug(`${error.message} Asking for the image in a chat.`);
    return chatImages(call, wish);
  }
}

function isNotServed(error: OpenRouterError): boolean {
  if (error.status === 404 || error.status === 405) return true;
  return (
    error.status === 400 && /not support|modalit|image (api|endpoint)|not a valid model/i.test(error.message)
  );
}

/** Writes an image to a file when asked to; the `data:` URL otherwise, and for images that are elsewhere already. */
async function place(call: ModelCall, url: string, { isSaved, isTemporary }: ImageKeeping): Promise<string> {
  const inline = inlineImage(url);
  if (!isSaved || inline === undefined) return url;
  const { mediaType, base64 } = inline;
  try {
    const options = { mediaType, isTemporary };
    return (await call.platform.saveImage(call.runtime, base64ToBytes(base64), options)) ?? url;
  } catch (error) {
    // The image has been paid for: better in another form than lost.
    const reason = error instanceof Error ? error.message : String(error);
    call.runtime.logger.warn(
      `OpenRouter: an image could not be saved and is given as a data: URL: ${reason}`,
    );
    return url;
  }
}

/** Base64 may come in lines, as in mail. */
function onOneLine(url: string): string {
  return inlineImage(url) === undefined ? url : url.replace(/\s+/g, "");
}

function isBroken(url: string): boolean {
  const inline = inlineImage(url);
  return inline !== undefined && (inline.base64 === "" || !isBase64(inline.base64));
}

function inlineImage(url: string): { readonly mediaType: string; readonly base64: string } | undefined {
  const [, mediaType, base64] = /^data:([^;,]+);base64,(.*)$/s.exec(url) ?? [];
  return mediaType === undefined || base64 === undefined ? undefined : { mediaType, base64 };
}
