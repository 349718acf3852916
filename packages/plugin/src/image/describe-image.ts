import type { IAgentRuntime } from "@elizaos/core";
import type { CommonParams } from "../call/model-call.js";
import { runCall } from "../call/run-call.js";
import { withoutUnsupported } from "../catalogue/unsupported-parameters.js";
import type { ChatRequest } from "../client/wire.js";
import { parameterError } from "../errors/parameter-error.js";
import { imagePart } from "../media/content-part.js";
import type { Platform } from "../platform/platform.js";
import type { ModelSettingChain } from "../routing/model-choice.js";
import { chatRoute } from "../routing/route.js";
import { requestChat } from "../text/complete-text.js";
import { samplingOf } from "../text/sampling.js";
import type { TextParams } from "../text/text-params.js";
import { reportUse } from "../usage/report-use.js";
import { type ImageDescription, parseDescription } from "./parse-description.js";

const chain = ["imageModel"] as const satisfies ModelSettingChain;

const defaultPrompt = `Describe this image. Answer with exactly these three lines and nothing else:
title: a short title
description: one or two sentences about what matters most
text: everything else that can be seen, including any writing`;

/** elizaOS's parameters; a bare string is the image's address. */
export type ImageDescriptionParams =
  | string
  | (CommonParams &
      Pick<TextParams, "maxTokens" | "temperature"> & {
        readonly imageUrl?: unknown;
        readonly prompt?: unknown;
      });

/**
 * Answers one image description call of elizaOS. The image may be an http(s) or `data:` URL, a local file, or
 * base64.
 */
export async function describeImage(
  runtime: IAgentRuntime,
  platform: Platform,
  params: ImageDescriptionParams,
): Promise<ImageDescription> {
  const given = typeof params === "string" ? { imageUrl: params } : params;
  const { imageUrl } = given;
  if (typeof imageUrl !== "string" || imageUrl === "") throw parameterError("imageUrl", "it is missing");
  return runCall(runtime, platform, "IMAGE_DESCRIPTION", chain, given, async (call) => {
    const isPrompted = typeof given.prompt === "string" && given.prompt.trim() !== "";
    const request: ChatRequest = {
      ...chatRoute(call),
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: isPrompted ? String(given.prompt) : defaultPrompt },
            await imagePart(imageUrl, undefined, platform),
          ],
        },
      ],
      ...samplingOf({ maxTokens: given.maxTokens, temperature: given.temperature }),
      ...call.options.body,
    };
    const { outcome } = await requestChat(call, withoutUnsupported(call, request));
    reportUse(call, { finishReason: outcome.finishReason });
    return parseDescription(outcome.text);
  });
}
