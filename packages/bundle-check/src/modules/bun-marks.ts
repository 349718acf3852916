/** What a file tells about the release of Bun that bundled it. */
export interface BunMarks {
  /** The marks by which Bun is recognised, as one would search for them. */
  readonly marks: readonly string[];
  /**
   * `affected`: only releases that truncate write it so (1.3.10 to 1.3.14 and 1.4.0). `unaffected`: they write it
   * otherwise. `unknown`: every release writes this part alike.
   */
  readonly release: "affected" | "unaffected" | "unknown";
}

/** Bun ends the identifier of each build with the letters "dun!dun!" in hexadecimal. */
const debugId = /\/\/# debugId=[0-9A-F]{16}64756E2164756E21\b/;

/**
 * Recognises Bun's output by its comments and by the helpers it puts in front. The helpers were compared between
 * 1.3.9, 1.3.10, 1.3.14, 1.4.0, 1.4.1 and 1.4.5: `__accessProp` and `__exportSetter` came with 1.3.10, and 1.4.1
 * changed the condition in `__toESM`. Null for a file that shows none of them.
 */
export function bunMarksOf(text: string): BunMarks | null {
  const head = text.slice(0, 8_192);
  const marks: string[] = [];
  if (debugId.test(text.slice(-4_096))) marks.push("debugId");
  if (/^(#!.*\n)?\/\/ @bun\b/.test(head)) marks.push("// @bun");
  const isSince1310 = /\b__accessProp\.bind\(|\b__exportSetter\.bind\(/.test(head);
  if (isSince1310) marks.push(head.includes("__accessProp") ? "__accessProp" : "__exportSetter");
  const isBefore1310 = /set: \(newValue\) => all\[name\] = \(\) => newValue/.test(head);
  if (isBefore1310) marks.push("__export");
  if (marks.length === 0) return null;
  const isSince141 = head.includes('!mod.__esModule || !__hasOwnProp.call(mod, "default") ?');
  const isBefore141 = head.includes("isNodeMode || !mod || !mod.__esModule ?");
  if (isBefore1310 || isSince141) return { marks, release: "unaffected" };
  return { marks, release: isSince1310 && isBefore141 ? "affected" : "unknown" };
}
