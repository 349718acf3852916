/**
 * Where the lines of a text start. Lines end at LF, CRLF, CR and the two Unicode separators, as ECMAScript and acorn
 * count them. Where all end at LF or CRLF they are found as far as somebody asks: most places are near the beginning.
 */
export class LineStarts {
  readonly #text: string;
  #starts = [0];
  /** All lines that start up to here are known. */
  #known = 0;
  #hasOthers: boolean | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** How many lines there are; a final line break opens one more. */
  get count(): number {
    this.#find(this.#text.length, Number.POSITIVE_INFINITY);
    return this.#starts.length;
  }

  /** The offset at which a 1-based line starts; undefined when there is no such line. */
  startOf(line: number): number | undefined {
    if (line > this.#starts.length) this.#find(this.#text.length, line);
    return this.#starts[line - 1];
  }

  /** The 1-based line around an offset. */
  lineAt(offset: number): number {
    // What is said of a file as a whole stands there.
    if (offset <= 0) return 1;
    this.#find(offset, Number.POSITIVE_INFINITY);
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Finds the lines that start up to an offset, or up to this many. */
  #find(offset: number, count: number): void {
    const text = this.#text;
    const starts = this.#starts;
    this.#hasOthers ??= hasOtherBreaks(text);
    if (this.#hasOthers) {
      this.#findAll();
      return;
    }
    while (this.#known <= offset && starts.length < count) {
      const at = text.indexOf("\n", this.#known);
      if (at === -1) {
        this.#known = Number.POSITIVE_INFINITY;
        return;
      }
      this.#known = at + 1;
      starts.push(at + 1);
    }
  }

  #findAll(): void {
    if (this.#known === Number.POSITIVE_INFINITY) return;
    this.#known = Number.POSITIVE_INFINITY;
    const breaks = this.#text.matchAll(/\r\n?|[\n\u2028\u2029]/g);
    this.#starts = [0, ...Array.from(breaks, ({ 0: { length }, index }) => index + length)];
  }
}

/** An engine finds a character much faster than it runs an expression, and nearly all texts have no other line break. */
function hasOtherBreaks(text: string): boolean {
  return text.includes("\u2028") || text.includes("\u2029") || (text.includes("\r") && /\r(?!\n)/.test(text));
}
