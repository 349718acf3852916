/** A source text with cheap conversion from offsets to 1-based lines and columns. */
export class SourceText {
  readonly text: string;
  #lineStarts: number[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** 1-based line and column (UTF-16 code units) of a 0-based offset. */
  positionAt(offset: number): { line: number; column: number } {
    this.#lineStarts ??= findLineStarts(this.text);
    const starts = this.#lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  /** The text of a 1-based line without its line break; null when there is no such line. */
  lineAt(line: number): string | null {
    this.#lineStarts ??= findLineStarts(this.text);
    const start = this.#lineStarts[line - 1];
    if (start === undefined) return null;
    return this.text
      .slice(start, this.#lineStarts[line] ?? this.text.length)
      .replace(/[\r\n\u2028\u2029]+$/, "");
  }

  /** Number of lines; a final line break does not open another line. */
  get lineCount(): number {
    this.#lineStarts ??= findLineStarts(this.text);
    const last = this.#lineStarts.at(-1) ?? 0;
    return last === this.text.length && this.#lineStarts.length > 1
      ? this.#lineStarts.length - 1
      : this.#lineStarts.length;
  }
}

/** Lines end at LF, CRLF, CR and the two Unicode separators, as ECMAScript and acorn count them. */
function findLineStarts(text: string): number[] {
  const starts = [0];
  // An engine finds one character faster than it runs an expression, and nearly all texts have no other line break.
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const last = starts.length;
  for (const { index } of text.matchAll(/\r(?!\n)|[\u2028\u2029]/g)) starts.push(index + 1);
  return last === starts.length ? starts : starts.sort((left, right) => left - right);
}
