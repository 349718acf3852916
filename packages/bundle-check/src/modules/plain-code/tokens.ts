import type { Names } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import * as type from "./token-types.js";

/** 1: starts a name, 2: goes on in one. */
const nameCharacters = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  if (/[A-Za-z_$]/.test(String.fromCharCode(code))) nameCharacters[code] = 3;
  else if (/[0-9]/.test(String.fromCharCode(code))) nameCharacters[code] = 2;
}

const startsName = /^\p{ID_Start}$/u;
const continuesName = /^[\p{ID_Continue}\u200c\u200d]$/u;

function isIdentifierStart(code: number): boolean {
  return startsName.test(String.fromCharCode(code));
}

function isIdentifierChar(code: number): boolean {
  return continuesName.test(String.fromCharCode(code));
}

/** Reads one token at a time. The grammar above it says where a slash starts a regular expression. */
export class Tokens {
  readonly text: string;
  readonly names: Names;
  protected readonly isModule: boolean;
  /** Where the next token is searched. */
  protected pos = 0;
  protected type = type.endOfFile;
  protected start = 0;
  protected end = 0;
  protected lastEnd = 0;
  /** A line break stands before the token. */
  protected newline = false;
  /** The number of a name, the precedence of a binary operator, the first character of others. */
  protected value = 0;

  constructor(text: string, isModule: boolean, names: Names) {
    this.text = text;
    this.isModule = isModule;
    this.names = names;
  }

  protected next(): void {
    this.lastEnd = this.end;
    this.newline = false;
    this.#skipSpace();
    this.start = this.pos;
    const { text } = this;
    if (this.pos >= text.length) {
      this.#finish(type.endOfFile, 0);
      return;
    }
    const code = text.charCodeAt(this.pos);
    if (code < 128 ? ((nameCharacters[code] as number) & 1) !== 0 : isIdentifierStart(code)) {
      this.#readName(type.word);
      return;
    }
    this.#readOther(code);
  }

  protected is(expected: number): boolean {
    return this.type === expected;
  }

  protected isWord(number: number): boolean {
    return this.type === type.word && this.value === number;
  }

  protected eat(expected: number): boolean {
    if (this.type !== expected) return false;
    this.next();
    return true;
  }

  protected eatWord(number: number): boolean {
    if (this.type !== type.word || this.value !== number) return false;
    this.next();
    return true;
  }

  protected expect(expected: number): void {
    if (this.type !== expected) leaveToParser();
    this.next();
  }

  /** Goes back to a place where a token starts. */
  protected rewind(start: number): void {
    this.pos = start;
    this.end = start;
    this.next();
  }

  /** The first character of the next token, found without reading it. */
  protected peek(): number {
    const { pos, newline } = this;
    this.#skipSpace();
    const code = this.text.charCodeAt(this.pos);
    this.pos = pos;
    this.peekedNewline = this.newline && !newline;
    this.newline = newline;
    return code;
  }

  /** What `peek` saw; only right when the present token had no line break before it. */
  protected peekedNewline = false;

  #finish(kind: number, length: number, value = 0): void {
    this.type = kind;
    this.value = value;
    this.pos += length;
    this.end = this.pos;
  }

  #skipSpace(): void {
    const { text } = this;
    const { length } = text;
    let { pos } = this;
    for (;;) {
      const code = pos < length ? text.charCodeAt(pos) : 0x21;
      if (
        code === 0x20 ||
        code === 0x09 ||
        code === 0x0b ||
        code === 0x0c ||
        code === 0xa0 ||
        code === 0xfeff
      ) {
        pos++;
      } else if (code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029) {
        this.newline = true;
        pos++;
      } else if (code === 0x2f && text.charCodeAt(pos + 1) === 0x2f) {
        pos = this.#endOfLine(pos + 2);
      } else if (code === 0x2f && text.charCodeAt(pos + 1) === 0x2a) {
        const close = text.indexOf("*/", pos + 2);
        if (close < 0) leaveToParser();
        for (let index = pos + 2; index < close && !this.newline; index++) {
          const inside = text.charCodeAt(index);
          if (inside === 0x0a || inside === 0x0d || inside === 0x2028 || inside === 0x2029)
            this.newline = true;
        }
        pos = close + 2;
      } else {
        break;
      }
    }
    this.pos = pos;
  }

  #endOfLine(from: number): number {
    const { text } = this;
    let pos = from;
    for (; pos < text.length; pos++) {
      const code = text.charCodeAt(pos);
      if (code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029) break;
    }
    return pos;
  }

  protected skipHashbang(): void {
    if (this.text.startsWith("#!")) this.pos = this.#endOfLine(2);
  }

  #readName(kind: number): void {
    const { text } = this;
    const start = this.pos;
    let pos = start;
    let hash = 0;
    for (; pos < text.length; pos++) {
      const code = text.charCodeAt(pos);
      if (code < 128 ? nameCharacters[code] === 0 : !isIdentifierChar(code)) {
        // An escape, or half of a character beyond the basic plane.
        if (code === 0x5c || (code >= 0xd800 && code <= 0xdfff)) leaveToParser();
        break;
      }
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    if (pos === start) leaveToParser();
    this.value = this.names.find(text, start, pos, hash);
    this.type = kind;
    this.pos = pos;
    this.end = pos;
  }

  #readOther(code: number): void {
    const { text, pos } = this;
    const second = text.charCodeAt(pos + 1);
    switch (code) {
      case 0x22:
      case 0x27:
        this.#readString(code);
        break;
      case 0x28:
        this.#finish(type.openParenthesis, 1);
        break;
      case 0x29:
        this.#finish(type.closeParenthesis, 1);
        break;
      case 0x2c:
        this.#finish(type.comma, 1);
        break;
      case 0x3b:
        this.#finish(type.semicolon, 1);
        break;
      case 0x7b:
        this.#finish(type.openBrace, 1);
        break;
      case 0x7d:
        this.#finish(type.closeBrace, 1);
        break;
      case 0x5b:
        this.#finish(type.openBracket, 1);
        break;
      case 0x5d:
        this.#finish(type.closeBracket, 1);
        break;
      case 0x3a:
        this.#finish(type.colon, 1);
        break;
      case 0x60:
        this.#finish(type.template, 1);
        break;
      case 0x7e:
        this.#finish(type.not, 1, code);
        break;
      case 0x2e:
        if (second >= 0x30 && second <= 0x39) this.#readNumber(code);
        else if (second === 0x2e && text.charCodeAt(pos + 2) === 0x2e) this.#finish(type.dots, 3);
        else this.#finish(type.dot, 1);
        break;
      case 0x3d:
        if (second === 0x3e) this.#finish(type.arrow, 2);
        else if (second === 0x3d) this.#finish(type.equality, text.charCodeAt(pos + 2) === 0x3d ? 3 : 2, 6);
        else this.#finish(type.assign, 1);
        break;
      case 0x21:
        if (second === 0x3d) this.#finish(type.equality, text.charCodeAt(pos + 2) === 0x3d ? 3 : 2, 6);
        else this.#finish(type.not, 1, code);
        break;
      case 0x3f:
        this.#readQuestion(second);
        break;
      case 0x2b:
      case 0x2d:
        if (second === code) {
          // In scripts `-->` at the start of a line is a comment.
          if (code === 0x2d && text.charCodeAt(pos + 2) === 0x3e) leaveToParser();
          this.#finish(type.update, 2, code);
        } else this.#operator(type.plusMinus, 1, 9, second);
        break;
      case 0x2a:
        if (second === 0x2a) this.#operator(type.power, 2, 11, text.charCodeAt(pos + 2));
        else this.#operator(type.multiply, 1, 10, second);
        break;
      case 0x2f:
        this.#operator(type.slash, 1, 10, second);
        break;
      case 0x25:
        this.#operator(type.multiply, 1, 10, second);
        break;
      case 0x26:
        if (second === 0x26) this.#logical(type.logicalAnd, 2);
        else this.#operator(type.bitwise, 1, 5, second);
        break;
      case 0x7c:
        if (second === 0x7c) this.#logical(type.logicalOr, 1);
        else this.#operator(type.bitwise, 1, 3, second);
        break;
      case 0x5e:
        this.#operator(type.bitwise, 1, 4, second);
        break;
      case 0x3c:
      case 0x3e:
        this.#readAngle(code, second);
        break;
      case 0x23:
        this.pos++;
        this.#readName(type.privateName);
        break;
      default:
        if (code >= 0x30 && code <= 0x39) this.#readNumber(code);
        else leaveToParser();
    }
  }

  #operator(kind: number, length: number, precedence: number, following: number): void {
    if (following === 0x3d) this.#finish(type.compoundAssign, length + 1);
    else this.#finish(kind, length, precedence);
  }

  #logical(kind: number, precedence: number): void {
    if (this.text.charCodeAt(this.pos + 2) === 0x3d) this.#finish(type.logicalAssign, 3);
    else this.#finish(kind, 2, precedence);
  }

  #readQuestion(second: number): void {
    const third = this.text.charCodeAt(this.pos + 2);
    if (second === 0x3f) this.#logical(type.nullish, 1);
    else if (second === 0x2e && !(third >= 0x30 && third <= 0x39)) this.#finish(type.optionalChain, 2);
    else this.#finish(type.question, 1);
  }

  #readAngle(code: number, second: number): void {
    const { text, pos } = this;
    if (code === 0x3c && text.startsWith("!--", pos + 1)) leaveToParser();
    let length = 1;
    while (length < 3 && text.charCodeAt(pos + length) === code) length++;
    if (code === 0x3c && length > 2) length = 2;
    if (length > 1) this.#operator(type.shift, length, 8, text.charCodeAt(pos + length));
    else this.#finish(type.relational, second === 0x3d ? 2 : 1, 7);
  }

  #readString(quote: number): void {
    const { text } = this;
    const { length } = text;
    let pos = this.pos + 1;
    for (; pos < length; pos++) {
      const code = text.charCodeAt(pos);
      if (code === quote) {
        this.type = type.string;
        this.pos = pos + 1;
        this.end = pos + 1;
        return;
      }
      if (code === 0x5c) pos = this.#endOfEscape(pos);
      else if (code === 0x0a || code === 0x0d) break;
    }
    leaveToParser();
  }

  /** The last character of an escape. Octal ones depend on where they stand, and are rare. */
  #endOfEscape(backslash: number): number {
    const { text } = this;
    const code = text.charCodeAt(backslash + 1);
    if (code === 0x78) return this.#hexadecimal(backslash + 2, 2);
    if (code === 0x75) {
      if (text.charCodeAt(backslash + 2) !== 0x7b) return this.#hexadecimal(backslash + 2, 4);
      const close = text.indexOf("}", backslash);
      if (close - backslash > 9 || close - backslash < 4) leaveToParser();
      const last = this.#hexadecimal(backslash + 3, close - backslash - 3);
      if (Number.parseInt(text.slice(backslash + 3, close), 16) > 0x10ffff) leaveToParser();
      return last + 1;
    }
    if (code >= 0x30 && code <= 0x39) {
      const after = text.charCodeAt(backslash + 2);
      if (code !== 0x30 || (after >= 0x30 && after <= 0x39)) leaveToParser();
    }
    // A backslash before a line break of two characters covers both.
    return code === 0x0d && text.charCodeAt(backslash + 2) === 0x0a ? backslash + 2 : backslash + 1;
  }

  #hexadecimal(from: number, digits: number): number {
    for (let index = from; index < from + digits; index++) {
      const code = this.text.charCodeAt(index);
      const isDigit =
        (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
      if (!isDigit) leaveToParser();
    }
    return from + digits - 1;
  }

  #readNumber(first: number): void {
    const { text } = this;
    let pos = this.pos;
    const second = text.charCodeAt(pos + 1) | 0x20;
    if (first === 0x30 && (second === 0x78 || second === 0x6f || second === 0x62)) {
      const digits = second === 0x78 ? /[\da-f]+n?/iy : second === 0x6f ? /[0-7]+n?/y : /[01]+n?/y;
      digits.lastIndex = pos + 2;
      if (!digits.test(text)) leaveToParser();
      pos = digits.lastIndex;
    } else {
      // Legacy octal numbers are left to the parser.
      const after = text.charCodeAt(pos + 1);
      if (first === 0x30 && ((after >= 0x30 && after <= 0x39) || after === 0x5f)) leaveToParser();
      pos = this.#digits(pos);
      let isInteger = true;
      if (text.charCodeAt(pos) === 0x2e) {
        isInteger = false;
        pos = this.#digits(pos + 1);
      }
      if ((text.charCodeAt(pos) | 0x20) === 0x65) {
        isInteger = false;
        const sign = text.charCodeAt(pos + 1);
        const from = sign === 0x2b || sign === 0x2d ? pos + 2 : pos + 1;
        pos = this.#digits(from);
        if (pos === from) leaveToParser();
      } else if (isInteger && text.charCodeAt(pos) === 0x6e) pos++;
    }
    const following = text.charCodeAt(pos);
    if (following >= 128 || nameCharacters[following] || following === 0x5c) leaveToParser();
    this.type = type.numeric;
    this.pos = pos;
    this.end = pos;
  }

  #digits(from: number): number {
    let pos = from;
    for (; pos < this.text.length; pos++) {
      const code = this.text.charCodeAt(pos);
      if (code >= 0x30 && code <= 0x39) continue;
      // Separators stand between digits.
      if (code !== 0x5f || pos === from || !/^\d_\d$/.test(this.text.slice(pos - 1, pos + 2))) break;
    }
    return pos;
  }

  /** Reads on from inside a template to its end or to `${`; true when a substitution follows. */
  protected readTemplatePart(): boolean {
    const { text } = this;
    for (let { pos } = this; pos < text.length; pos++) {
      const code = text.charCodeAt(pos);
      if (code === 0x60) {
        this.pos = pos + 1;
        this.end = pos + 1;
        return false;
      }
      if (code === 0x24 && text.charCodeAt(pos + 1) === 0x7b) {
        this.pos = pos + 2;
        this.end = pos + 2;
        return true;
      }
      if (code === 0x5c) pos = this.#endOfEscape(pos);
    }
    return leaveToParser();
  }

  /** The present token is the slash that starts a regular expression; what follows it becomes the token. */
  protected readRegularExpression(): void {
    const { text } = this;
    let pos = this.start + 1;
    let inClass = false;
    for (; ; pos++) {
      if (pos >= text.length) leaveToParser();
      const code = text.charCodeAt(pos);
      if (code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029) leaveToParser();
      if (code === 0x5c) {
        pos++;
        const escaped = text.charCodeAt(pos);
        if (escaped === 0x0a || escaped === 0x0d || escaped === 0x2028 || escaped === 0x2029) leaveToParser();
      } else if (code === 0x5b) inClass = true;
      else if (code === 0x5d) inClass = false;
      else if (code === 0x2f && !inClass) break;
    }
    const pattern = text.slice(this.start + 1, pos);
    const flagsStart = ++pos;
    while ((nameCharacters[text.charCodeAt(pos)] ?? 0) > 0) pos++;
    const following = text.charCodeAt(pos);
    if (following >= 128 || following === 0x5c) leaveToParser();
    checkRegularExpression(pattern, text.slice(flagsStart, pos));
    this.pos = pos;
    this.end = pos;
    this.next();
  }
}

/** Properties that every engine has had since there were any; the names of scripts grow every year. */
const settledProperties =
  /\\[pP]\{(?:[A-Za-z_]+|(?:Script|sc|scx|Script_Extensions)=(?:Han|Hiragana|Katakana|Hangul|Latin|Greek|Cyrillic|Thai|Arabic|Hebrew))\}/g;
const newSyntax = /\\[pP]|(?:^|[^\\])\(\?(?:<(?![=!]|[A-Za-z_]\w*>)|[^:=!<])/;
const known = new Set<string>();

/** Engines agree on all but the newest syntax, and on names of properties of characters, which grow every year. */
function checkRegularExpression(pattern: string, flags: string): void {
  const key = `${flags}/${pattern}`;
  if (known.has(key)) return;
  if (newSyntax.test(pattern.replace(settledProperties, "")) || /[^dgimsuy]/.test(flags)) leaveToParser();
  const groups = pattern.match(/\(\?<\w+>/g) ?? [];
  if (new Set(groups).size < groups.length) leaveToParser();
  try {
    new RegExp(pattern, flags);
  } catch {
    leaveToParser();
  }
  if (known.size > 10_000) known.clear();
  known.add(key);
}
