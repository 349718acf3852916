const placeholder = "[redacted]";

/** OpenRouter's own keys, whoever they belong to. Without a bound the engine has no stack for a run of millions. */
const keyPattern = /sk-or-[A-Za-z0-9_-]{8,256}/g;

/** Shorter strings are no credentials, and replacing them everywhere would only garble the text. */
const shortestSecret = 4;

/** Takes every given secret, and whatever looks like an OpenRouter key, out of a text. */
export function redactText(text: string, secrets: readonly string[]): string {
  let redacted = text;
  for (const secret of secrets) {
    if (secret.length >= shortestSecret) redacted = redacted.replaceAll(secret, placeholder);
  }
  return redacted.replaceAll(keyPattern, placeholder);
}

/** Data nested deeper than this is nobody's error report. */
const deepestValue = 50;
const leftOut = "…";

/**
 * The same for plain data. A caller's reason to abort may be anything, down to a request object that leads to half
 * of the process: what is no plain data is only named, and what was met before is left out.
 */
function redactValue(value: unknown, secrets: readonly string[], depth = 0, seen = new Set()): unknown {
  if (typeof value === "string") return redactText(value, secrets);
  if (typeof value !== "object" || value === null) return value;
  if (depth === deepestValue || seen.has(value)) return leftOut;
  seen.add(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets, depth + 1, seen));
  if (!isPlain(value)) return Object.prototype.toString.call(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      redactText(name, secrets),
      redactValue(member, secrets, depth + 1, seen),
    ]),
  );
}

/** Made by a literal or from JSON, in whichever realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The same record with every text in it redacted. */
export function redactMembers<Type extends object>(record: Type, secrets: readonly string[]): Type;
export function redactMembers(record: object, secrets: readonly string[]): unknown {
  return redactValue(record, secrets);
}

/**
 * A copy of an error that is safe to attach as `cause`: its class name, text, stack, system code and its own
 * causes. The original may hold request headers or a body that echoes the key, so it is never attached itself.
 */
export function redactCause(thrown: unknown, secrets: readonly string[], depth = 0): unknown {
  if (!(thrown instanceof Error)) {
    try {
      return redactValue(thrown, secrets);
    } catch {
      // A getter or a proxy that throws must not take the place of the error that is being told.
      return leftOut;
    }
  }
  const copy = new Error(redactText(thrown.message, secrets));
  copy.name = redactText(thrown.name === "Error" ? thrown.constructor.name : thrown.name, secrets);
  copy.stack = redactText(thrown.stack ?? "", secrets);
  if ("code" in thrown && (typeof thrown.code === "string" || typeof thrown.code === "number")) {
    // The SDK copies a code out of the body, which may say anything.
    Object.assign(copy, { code: redactValue(thrown.code, secrets) });
  }
  const deepest = 5;
  if (thrown.cause !== undefined && depth < deepest) {
    copy.cause = redactCause(thrown.cause, secrets, depth + 1);
  }
  return copy;
}
