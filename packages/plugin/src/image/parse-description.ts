import { isRecord } from "../routing/wire-case.js";

/** What elizaOS wants to know about an image. */
export interface ImageDescription {
  readonly title: string;
  /** One or two sentences. */
  readonly description: string;
  /** Everything else; the same as `description` where the model said no more. */
  readonly text: string;
}

type Fields = { readonly [Name in keyof ImageDescription]?: string };

/** What core calls an image without a title. */
const untitled = "Image";
const names = ["title", "description", "text"] as const;

/**
 * Reads a description in any of the forms it is asked for: lines `title: …` as in core 2.0.0-alpha.537, XML as in
 * 2.0.0-alpha.114, or JSON. Plain prose is the description.
 */
export function parseDescription(answer: string): ImageDescription {
  const source = answer.replace(/^\s*```\w*\n?|```\s*$/g, "").trim();
  const fields = fromXml(source) ?? fromJson(source) ?? fromLines(source) ?? {};
  const description = fields.description ?? fields.text ?? (fields.title === undefined ? source : "");
  return {
    title: fields.title ?? untitled,
    description,
    text: fields.text ?? description,
  };
}

function fromXml(source: string): Fields | undefined {
  const opened = new Map<string, number>();
  const found = new Map<string, string>();
  for (const { 0: tag, 1: slash, 2: given = "", index } of source.matchAll(
    /<(\/?)(title|description|text)>/gi,
  )) {
    const name = given.toLowerCase();
    const start = opened.get(name);
    if (slash === "") opened.set(name, start ?? index + tag.length);
    else if (start !== undefined && !found.has(name)) found.set(name, source.slice(start, index));
  }
  return collect((name) => found.get(name)?.replace(/^<!\[CDATA\[|\]\]>$/g, ""));
}

function fromJson(source: string): Fields | undefined {
  if (!source.startsWith("{")) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const record = value;
  return collect((name) => (typeof record[name] === "string" ? record[name] : undefined));
}

/** A field goes on over as many lines as it takes, up to the next one. */
function fromLines(source: string): Fields | undefined {
  const found = new Map<string, string>();
  let current: string | undefined;
  for (const line of source.split("\n")) {
    const match = /^[\s*#>-]*(title|description|text)[*]*\s*:[*]*\s*(.*)$/i.exec(line);
    if (match !== null) {
      current = match[1]?.toLowerCase() ?? "";
      found.set(current, match[2] ?? "");
    } else if (current !== undefined) {
      found.set(current, `${found.get(current)}\n${line}`);
    }
  }
  return collect((name) =>
    found
      .get(name)
      ?.trim()
      .replace(/^"([\s\S]*)"$/, "$1"),
  );
}

/** @returns `undefined` when the answer has neither of the fields in this form. */
function collect(read: (name: (typeof names)[number]) => string | undefined): Fields | undefined {
  const entries = names.flatMap((name) => {
    const content = read(name)?.trim() ?? "";
    return content === "" ? [] : [[name, content]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
