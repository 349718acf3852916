import type { OpenRouterError } from "../errors/openrouter-error.js";
import { warnOnce } from "../log/warn-once.js";
import type { ModelCall } from "./model-call.js";

/** As much of a body as recoveries look at. */
export interface RecoverableBody {
  readonly model: string;
  readonly models?: string[] | undefined;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
}

/**
 * A way to ask differently after a failure.
 *
 * @returns the changed body, or `undefined` when this failure is none of its business.
 */
export type Recovery<Body> = (error: OpenRouterError, body: Body, call: ModelCall) => Body | undefined;

const goneCodes = new Set<unknown>(["model_not_found", "model_deprecated", "no_endpoints"]);

const goneStatuses = new Set<number | undefined>([400, 410, 422]);
const goneWords =
  /not a valid model|model .*(not found|does not exist|deprecated|retired|discontinued|no longer (available|supported))/i;

/** Tells that a model does not exist (any more), as far as the answer lets on. */
export function isModelGone(error: OpenRouterError): boolean {
  return (
    error.status === 404 ||
    goneCodes.has(error.code) ||
    (goneStatuses.has(error.status) && goneWords.test(error.message))
  );
}

/** While nobody has chosen a model, a retired default gives way to its successor. */
export function useSuccessor<Body extends RecoverableBody>(
  error: OpenRouterError,
  body: Body,
  call: ModelCall,
): Body | undefined {
  const { model, successor } = call.choice;
  if (successor === undefined || body.model !== model || !isModelGone(error)) return undefined;
  warnOnce(
    call.runtime,
    `the default model ${model} was refused (${error.code ?? error.status}); using ${successor}. ` +
      `Set ${call.choice.setting} to choose one.`,
  );
  const others = body.models?.filter((candidate) => candidate !== successor) ?? [];
  return { ...body, model: successor, models: others.length === 0 ? undefined : others };
}

/** "You requested up to 65535 tokens, but can only afford 2000": then two thousand will do. */
export function affordLess<Body extends RecoverableBody>(
  error: OpenRouterError,
  body: Body,
): Body | undefined {
  if (error.status !== 402) return undefined;
  const affordable = Number(/can only afford (\d[\d,]*)/i.exec(error.message)?.[1]?.replaceAll(",", ""));
  if (!Number.isInteger(affordable) || affordable < 1) return undefined;
  return body.max_completion_tokens === undefined
    ? { ...body, max_tokens: affordable }
    : { ...body, max_completion_tokens: affordable };
}
