/**
 * Readers for what comes over the wire, whatever the types say: providers behind OpenRouter, and proxies before
 * it, send numbers as text, nulls in lists and objects for texts.
 */

/** A text that says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number, also one sent as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** The objects of a list; `undefined` when there is no list. */
export function recordsOf<Item>(value: readonly Item[] | null | undefined): Item[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((item) => typeof item === "object" && item !== null && !Array.isArray(item));
}
