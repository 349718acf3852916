import { type ParseErrorCode, printParseErrorCode, visit } from "jsonc-parser";
import { DocumentBuilder, type DocumentNode } from "./document.ts";
import type { LockfileText } from "./lockfile-text.ts";

/** `dialect`: npm writes plain JSON, Bun adds trailing commas and allows comments. */
export function parseJsonDocument(lockfile: LockfileText, dialect: "json" | "jsonc"): DocumentNode {
  const builder = new DocumentBuilder((reason, offset) => lockfile.unreadable(reason, { offset }));
  const plain = dialect === "json";
  visit(
    lockfile.text,
    {
      onObjectBegin: (offset) => builder.begin("map", offset),
      onObjectProperty: (property, offset) => builder.key(property, offset),
      onObjectEnd: () => builder.end(),
      onArrayBegin: (offset) => builder.begin("list", offset),
      onArrayEnd: () => builder.end(),
      onLiteralValue: (value: string | number | boolean | null, offset) => builder.scalar(value, offset),
      onError: (code: ParseErrorCode, offset) => {
        throw lockfile.unreadable(`it is not valid JSON (${printParseErrorCode(code)})`, { offset });
      },
    },
    { disallowComments: plain, allowTrailingComma: !plain },
  );
  if (builder.root === null) throw lockfile.unreadable("it is empty");
  return builder.root;
}
