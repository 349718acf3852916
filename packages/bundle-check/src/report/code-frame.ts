import { LineStarts } from "../modules/line-starts.js";
import { neutralise } from "./neutralise.js";

export interface FramePlace {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export interface FrameLine {
  /** The line's number; null for the line that points at the place. */
  readonly number: number | null;
  readonly text: string;
  readonly marked: boolean;
}

/** Columns shown of a line. A minified bundle is one line of megabytes. */
const frameWidth = 96;
/** Columns kept before the place when the line is cut. */
const leadingColumns = 36;
const contextLines = 2;

/** A few lines around a place, with a line that points at it. Empty when the place is not in the text. */
export function createCodeFrame(source: SourceLines, place: FramePlace): FrameLine[] {
  const marked = source.line(place.line);
  if (marked === undefined || place.column < 1 || place.column > marked.length + 1) return [];
  const start = place.column - 1 > frameWidth - leadingColumns ? place.column - 1 - leadingColumns : 0;
  const frame: FrameLine[] = [];
  for (let number = place.line - contextLines; number <= place.line + contextLines; number += 1) {
    const line = source.line(number);
    if (line === undefined) continue;
    const isMarked = number === place.line;
    frame.push({ number, text: cut(line, start), marked: isMarked });
    if (isMarked) frame.push({ number: null, text: pointer(line, start, place), marked: true });
  }
  return frame;
}

function cut(line: string, start: number): string {
  const shown = show(line.slice(start, start + frameWidth));
  return `${start > 0 ? "…" : ""}${shown}${line.length > start + frameWidth ? "…" : ""}`;
}

function pointer(line: string, start: number, place: FramePlace): string {
  const from = place.column - 1;
  const lineEnd = Math.min(line.length, start + frameWidth);
  const endsHere = place.endLine === undefined || place.endLine === place.line;
  const to = Math.min(lineEnd, endsHere ? (place.endColumn ?? place.column + 1) - 1 : lineEnd);
  // Characters that are spelled out are wider than in the source, so the shown text is measured.
  const indentation = show(line.slice(start, from)).length + (start > 0 ? 1 : 0);
  return " ".repeat(indentation) + "^".repeat(Math.max(1, show(line.slice(from, to)).length));
}

function show(text: string): string {
  return neutralise(text.replaceAll("\t", "  "));
}

/** The lines of a text, found as far as a frame needs them. */
export class SourceLines {
  readonly #text: string;
  readonly #starts: LineStarts;

  constructor(text: string) {
    this.#text = text;
    this.#starts = new LineStarts(text);
  }

  /** The line without its line break; undefined when there is no such line. */
  line(number: number): string | undefined {
    const start = this.#starts.startOf(number);
    if (start === undefined) return undefined;
    const next = this.#starts.startOf(number + 1);
    const line = this.#text.slice(start, next).replace(/(?:\r\n?|[\n\u2028\u2029])$/, "");
    // What follows the last line break is a line only when there is something on it.
    return line === "" && number > 1 && next === undefined ? undefined : line;
  }
}
