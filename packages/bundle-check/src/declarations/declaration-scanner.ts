/** How a declaration file names another module. */
export interface DeclarationRequest {
  readonly specifier: string;
  readonly kind: "from" | "import-type" | "require" | "reference-path" | "reference-types";
  /** 0-based offset of the specifier, its quote included. */
  readonly offset: number;
}

export interface DeclarationToken {
  readonly type: "word" | "string" | "punctuation" | "end";
  /** The word or the one character; empty for strings, so that none is taken for punctuation. */
  readonly text: string;
  /** The word, or the content of the string. */
  readonly content: string;
  /** Nothing but white space and comments stands before it on its line. */
  readonly startsLine: boolean;
}

const [slash, star, backslash, lineFeed, backtick, doubleQuote, singleQuote] = [47, 42, 92, 10, 96, 34, 39];
const [semicolon, openBrace, closeBrace] = [59, 123, 125];

const none: readonly DeclarationRequest[] = [];

/** Templates nested deeper than this are read as if they ended at the first quote. */
const deepestTemplate = 50;

/** A token read ahead, where reading it started and ended, and the requests on the way. */
interface PeekedToken {
  readonly token: DeclarationToken;
  readonly start: number;
  readonly startsLine: boolean;
  readonly end: number;
  readonly requests: readonly DeclarationRequest[];
}

/**
 * Reads a declaration file as tokens, without a grammar. Declarations hold no regular expressions and hardly any
 * expressions, so brackets, strings, comments and words are all there is to tell apart; that is some twenty times
 * faster than parsing, and a syntax newer than the parser cannot make a file unreadable. Requests are collected on
 * the way, also in what the caller skips.
 */
export class DeclarationScanner {
  readonly requests: DeclarationRequest[] = [];
  readonly #text: string;
  #position = 0;
  #startsLine = true;
  #templateDepth = 0;
  #peeked: PeekedToken | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get position(): number {
    return this.#position;
  }

  next(): DeclarationToken {
    const peeked = this.#takePeeked();
    if (peeked) {
      this.#peeked = undefined;
      this.#position = peeked.end;
      this.#startsLine = false;
      // One by one: of the arguments of a call there may not be as many as a hostile file has requests.
      for (const request of peeked.requests) this.requests.push(request);
      return peeked.token;
    }
    this.#skipTrivia();
    const start = this.#position;
    const startsLine = this.#startsLine;
    this.#startsLine = false;
    if (start >= this.#text.length) return { type: "end", text: "", content: "", startsLine };
    const code = this.#text.charCodeAt(start);
    if (isWordPart(code)) {
      let end = start + 1;
      while (isWordPart(this.#text.charCodeAt(end))) end++;
      this.#position = end;
      const text = this.#text.slice(start, end);
      return { type: "word", text, content: text, startsLine };
    }
    if (code === doubleQuote || code === singleQuote || code === backtick) {
      return { type: "string", text: "", content: this.#readString(code), startsLine };
    }
    this.#position++;
    return { type: "punctuation", text: this.#text.charAt(start), content: "", startsLine };
  }

  /** The next token, which stays the next one. */
  peek(): DeclarationToken {
    const known = this.#takePeeked();
    if (known) return known.token;
    const start = this.#position;
    const startsLine = this.#startsLine;
    const requests = this.requests.length;
    const token = this.next();
    this.#peeked = {
      token,
      start,
      startsLine,
      end: this.#position,
      // Most tokens name no module.
      requests: this.requests.length === requests ? none : this.requests.splice(requests),
    };
    this.#position = start;
    this.#startsLine = startsLine;
    return token;
  }

  /** The token read ahead, if it is still the next one. */
  #takePeeked(): PeekedToken | undefined {
    const peeked = this.#peeked;
    return peeked?.start === this.#position && peeked.startsLine === this.#startsLine ? peeked : undefined;
  }

  /** Moves behind what the sticky expression matches here; a string in it that names a module is left to the caller. */
  match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#position;
    const found = expression.exec(this.#text);
    if (found === null) return null;
    this.#position = expression.lastIndex;
    this.#startsLine = false;
    return found;
  }

  /**
   * Moves to the next word that may begin a statement: the first one, one at the start of a line, or one behind what
   * ends a statement. Words with a capital begin none, and what stands in brackets is passed over. False at the end of
   * the text, and behind the brace that closes the block.
   */
  toStatement(): boolean {
    let isStart = true;
    for (;;) {
      this.#skipTrivia();
      if (this.#position >= this.#text.length) return false;
      const code = this.#text.charCodeAt(this.#position);
      if (isWordPart(code)) {
        isStart ||= this.#startsLine;
        if (isStart && code >= 97 && code <= 122) return true;
        this.#startsLine = false;
        do this.#position++;
        while (isWordPart(this.#text.charCodeAt(this.#position)));
        continue;
      }
      this.#startsLine = false;
      isStart = code === semicolon || code === openBrace;
      if (code === doubleQuote || code === singleQuote || code === backtick) {
        this.#readString(code);
        continue;
      }
      this.#position++;
      if (code === closeBrace) return false;
      if (isOpenBracket(code)) this.skipGroup();
    }
  }

  /** Moves behind the bracket that closes the one just read. */
  skipGroup(): void {
    const text = this.#text;
    let position = this.#position;
    let depth = 1;
    while (depth > 0 && position < text.length) {
      const code = text.charCodeAt(position);
      // Letters and white space are most of it.
      if ((code >= 97 && code <= 122) || code <= 32) {
        position++;
      } else if (code === doubleQuote || code === singleQuote || code === backtick) {
        this.#position = position;
        this.#readString(code);
        position = this.#position;
      } else if (code === slash) {
        this.#position = position;
        if (this.#atComment()) this.#skipComment();
        else this.#position++;
        position = this.#position;
      } else {
        if (isOpenBracket(code)) depth++;
        // ) ] }
        else if (code === 41 || code === 93 || code === closeBrace) depth--;
        position++;
      }
    }
    this.#position = position;
    this.#startsLine = false;
  }

  #skipTrivia(): void {
    for (; this.#position < this.#text.length; ) {
      const code = this.#text.charCodeAt(this.#position);
      if (code === lineFeed || code === 13) {
        this.#startsLine = true;
        this.#position++;
      } else if (code === 32 || code === 9 || code === 0xfeff || code === 0xa0) {
        this.#position++;
      } else if (code === slash && this.#atComment()) {
        this.#skipComment();
      } else {
        return;
      }
    }
  }

  #atComment(): boolean {
    const next = this.#text.charCodeAt(this.#position + 1);
    return next === slash || next === star;
  }

  #skipComment(): void {
    const start = this.#position;
    const isLine = this.#text.charCodeAt(start + 1) === slash;
    const end = isLine ? this.#text.indexOf("\n", start) : this.#text.indexOf("*/", start + 2);
    this.#position = end === -1 ? this.#text.length : isLine ? end : end + 2;
    if (isLine && this.#text.charCodeAt(start + 2) === slash) this.#readReference(start);
  }

  /** `/// <reference path="…" />`, `/// <reference types="…" />`. */
  #readReference(start: number): void {
    const comment = this.#text.slice(start, Math.min(this.#position, start + 1_000));
    const match = /^\/\/\/\s*<reference\s[^>]*?\b(path|types)\s*=\s*(["'])([^"']+)\2/.exec(comment);
    const [whole, kind, , specifier] = match ?? [];
    if (whole === undefined || specifier === undefined) return;
    this.requests.push({
      specifier,
      kind: kind === "path" ? "reference-path" : "reference-types",
      offset: start + whole.length - specifier.length - 2,
    });
  }

  /** Reads the string at the position; one that stands where a module is named becomes a request. */
  #readString(quote: number): string {
    const start = this.#position;
    let position = start + 1;
    for (; position < this.#text.length; position++) {
      const code = this.#text.charCodeAt(position);
      if (code === backslash) position++;
      else if (quote === backtick && code === 36 && this.#text.charCodeAt(position + 1) === 123) {
        position = this.#skipSubstitution(position + 2) - 1;
      } else if (code === quote || (code === lineFeed && quote !== backtick)) break;
    }
    this.#position = Math.min(position + 1, this.#text.length);
    const content = this.#text.slice(start + 1, position);
    const kind = this.#requestKindBefore(start);
    if (kind !== null) this.requests.push({ specifier: content, kind, offset: start });
    return content;
  }

  /** The `${ … }` of a template type, which may hold templates again. Returns the offset behind it. */
  #skipSubstitution(position: number): number {
    if (this.#templateDepth >= deepestTemplate) return position;
    this.#templateDepth++;
    this.#position = position;
    this.skipGroup();
    this.#templateDepth--;
    return this.#position;
  }

  #requestKindBefore(start: number): DeclarationRequest["kind"] | null {
    let end = this.#endBefore(start);
    const last = this.#text.charCodeAt(end - 1);
    if (last !== 40) {
      // Only behind their last letters, m and t: most strings stand behind an operator or a comma.
      if (last !== 109 && last !== 116) return null;
      return this.#hasWordBefore("from", end) || this.#hasWordBefore("import", end) ? "from" : null;
    }
    end = this.#endBefore(end - 1);
    if (this.#hasWordBefore("import", end)) return "import-type";
    return this.#hasWordBefore("require", end) ? "require" : null;
  }

  #endBefore(position: number): number {
    let end = position;
    while (end > 0 && this.#text.charCodeAt(end - 1) <= 32) end--;
    return end;
  }

  #hasWordBefore(word: string, end: number): boolean {
    const before = this.#text.charCodeAt(end - word.length - 1);
    // `.from` and `x_from` are other names.
    return this.#text.endsWith(word, end) && !(isWordPart(before) || before === 46);
  }
}

/** ( [ { */
function isOpenBracket(code: number): boolean {
  return code === 40 || code === 91 || code === openBrace;
}

function isWordPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36 ||
    (code > 127 && code !== 0xa0 && code !== 0xfeff && code !== 0x2028 && code !== 0x2029)
  );
}
