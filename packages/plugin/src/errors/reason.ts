import type { WireError } from "../client/wire.js";

const longestReason = 600;

/** What OpenRouter says when the real words are in `metadata.raw`. */
const genericMessages = new Set(["", "provider returned error", "error", "internal server error"]);

/** The provider's real reason: OpenRouter's own message is often only "Provider returned error". */
export function reasonOf(error: WireError): string {
  const message =
    typeof error.message === "string" ? readable(error.message) : (textOfRaw(error.message) ?? "");
  const raw = textOfRaw(error.metadata?.raw);
  const isGeneric = genericMessages.has(message.toLowerCase().replace(/[.!]$/, ""));
  let reason: string;
  if (raw === undefined || message.includes(raw)) reason = message;
  else reason = isGeneric ? raw : `${message} (${raw})`;
  const moderation = moderationOf(error.metadata);
  const full = [reason === "" ? "no reason given" : reason, moderation].filter(Boolean).join("; ");
  return full.length > longestReason ? `${full.slice(0, longestReason)}…` : full;
}

/**
 * Gateways answer with a web page; what it says is its title or its text. No expression here goes over the same
 * characters twice: a page may be long, and may be broken on purpose.
 */
function readable(message: string): string {
  if (!/<(!doctype|html|head|body|h1|center)\b/i.test(message)) return message.trim();
  const title = /<title[^<>]*>([^<]*)</i.exec(message)?.[1] ?? "";
  const source =
    title.trim() === "" ? message.replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, " ") : title;
  return source
    .replace(/<[^<>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** `raw` is an object, JSON text, or plain text; the words sit at `error.message`, `message` or `error`. */
function textOfRaw(raw: unknown): string | undefined {
  if (typeof raw === "string") {
    const text = raw.trim();
    if (text === "") return undefined;
    if (!text.startsWith("{") && !text.startsWith("[")) return text;
    try {
      return textOfRaw(JSON.parse(text)) ?? text;
    } catch {
      return text;
    }
  }
  if (Array.isArray(raw)) return textOfRaw(raw[0]);
  if (typeof raw !== "object" || raw === null) return undefined;
  const record: { error?: unknown; message?: unknown; detail?: unknown } = raw;
  for (const candidate of [record.error, record.message, record.detail]) {
    const text = textOfRaw(candidate);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A moderation refusal says which rules were broken and by which (shortened) part of the input. */
function moderationOf(metadata: WireError["metadata"]): string | undefined {
  const reasons = metadata?.reasons;
  if (!Array.isArray(reasons) || reasons.length === 0) return undefined;
  const flagged = metadata?.flagged_input;
  const input =
    typeof flagged === "string" && flagged !== "" ? `, flagged input: ${JSON.stringify(flagged)}` : "";
  return `moderation: ${reasons.join(", ")}${input}`;
}
