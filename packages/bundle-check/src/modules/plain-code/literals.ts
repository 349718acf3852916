import type { Names } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import * as type from "./token-types.js";

/** 1: starts a name, 2: goes on in one. */
export const nameCharacters = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  if (/[A-Za-z_$]/.test(String.fromCharCode(code))) nameCharacters[code] = 3;
  else if (/[0-9]/.test(String.fromCharCode(code))) nameCharacters[code] = 2;
}

const hexadecimal = /[\da-f]+(?:_[\da-f]+)*n?/iy;
const octal = /[0-7]+(?:_[0-7]+)*n?/y;
const binary = /[01]+(?:_[01]+)*n?/y;

/** The place in the text, and how strings, numbers and templates go on from there. */
export class Literals {
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

  protected finish(kind: number, length: number, value = 0): void {
    this.type = kind;
    this.value = value;
    this.pos += length;
    this.end = this.pos;
  }

  protected endOfLine(from: number): number {
    const { text } = this;
    let pos = from;
    for (; pos < text.length; pos++) {
      const code = text.charCodeAt(pos);
      if (code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029) break;
    }
    return pos;
  }

  protected readStringLiteral(quote: number): void {
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

  protected readNumber(first: number): void {
    const { text } = this;
    let pos = this.pos;
    const second = text.charCodeAt(pos + 1) | 0x20;
    if (first === 0x30 && (second === 0x78 || second === 0x6f || second === 0x62)) {
      const digits = second === 0x78 ? hexadecimal : second === 0x6f ? octal : binary;
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
}
