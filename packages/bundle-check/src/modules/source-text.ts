import { LineStarts } from "./line-starts.js";

/** A source text with cheap conversion from offsets to 1-based lines and columns. */
export class SourceText {
  readonly text: string;
  #starts: LineStarts | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get #lines(): LineStarts {
    this.#starts ??= new LineStarts(this.text);
    return this.#starts;
  }

  /** 1-based line and column (UTF-16 code units) of a 0-based offset. */
  positionAt(offset: number): { line: number; column: number } {
    const line = this.#lines.lineAt(offset);
    return { line, column: offset - (this.#lines.startOf(line) ?? 0) + 1 };
  }

  /** The text of a 1-based line without its line break; null when there is no such line. */
  lineAt(line: number): string | null {
    const start = this.#lines.startOf(line);
    if (start === undefined) return null;
    return this.text
      .slice(start, this.#lines.startOf(line + 1) ?? this.text.length)
      .replace(/[\r\n\u2028\u2029]+$/, "");
  }

  /** Number of lines; a final line break does not open another line. */
  get lineCount(): number {
    const { count } = this.#lines;
    return count > 1 && this.#lines.startOf(count) === this.text.length ? count - 1 : count;
  }
}
