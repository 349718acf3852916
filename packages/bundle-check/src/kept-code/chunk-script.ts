/** A chunk of the command, which is an ES module, as a classic script. */
export interface ChunkScript {
  /**
   * Gives a function. It is called with one that gives the exports of a file, one that gives a promise of them, and
   * the chunk's `import.meta`; it returns what the chunk exports.
   */
  readonly code: string;
  /** How many lines of the chunk come before the first one of the script. */
  readonly lineOffset: number;
}

/** As the build writes them (`scripts/chunk-scripts.ts`): what only the script says is in comments of the module. */
const opening = "\n/*(function (__import";
const closing = "\n/*return {";

/**
 * The script in the bytes of a chunk; null where the build has written none. The bytes are changed, because a text of
 * some hundred thousand characters that is put together is copied as a whole.
 */
export function toChunkScript(bytes: Buffer): ChunkScript | null {
  const opened = bytes.indexOf(opening);
  const closed = bytes.lastIndexOf(closing);
  const end = bytes.indexOf("*/", closed);
  if (opened < 0 || closed < opened || end < 0) return null;
  bytes.fill(" ", closed + 1, closed + 3);
  const lineOffset = bytes.toString("latin1", 0, opened + 1).split("\n").length - 1;
  // The build writes ASCII.
  return { code: bytes.toString("latin1", opened + 3, end), lineOffset };
}
