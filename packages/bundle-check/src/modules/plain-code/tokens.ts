import { Literals, nameCharacters } from "./literals.js";
import { leaveToParser } from "./not-plain.js";
import { checkRegularExpression } from "./regular-expressions.js";
import * as type from "./token-types.js";

const startsName = /^\p{ID_Start}$/u;
const wholeName = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;
const escapedName = /(?:[\w$]|\\u[\da-fA-F]{4})+/y;
const continuesName = /^[\p{ID_Continue}\u200c\u200d]$/u;

export function isIdentifierStart(code: number): boolean {
  return startsName.test(String.fromCharCode(code));
}

export function isIdentifierChar(code: number): boolean {
  return continuesName.test(String.fromCharCode(code));
}

/** Reads one token at a time. The grammar above it says where a slash starts a regular expression. */
export class Tokens extends Literals {
  protected next(): void {
    this.lastEnd = this.end;
    this.newline = false;
    this.#skipSpace();
    this.start = this.pos;
    const { text } = this;
    if (this.pos >= text.length) {
      this.finish(type.endOfFile, 0);
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
        pos = this.endOfLine(pos + 2);
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

  protected skipHashbang(): void {
    if (this.text.startsWith("#!")) this.pos = this.endOfLine(2);
  }

  #readName(kind: number): void {
    const { text } = this;
    const start = this.pos;
    let pos = start;
    let hash = 0;
    for (; pos < text.length; pos++) {
      const code = text.charCodeAt(pos);
      if (code < 128 ? nameCharacters[code] === 0 : !isIdentifierChar(code)) {
        if (code === 0x5c) {
          this.#readEscapedName(kind);
          return;
        }
        // Half of a character beyond the basic plane.
        if (code >= 0xd800 && code <= 0xdfff) leaveToParser();
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

  /** A name with `\u` in it is the name it stands for; words that mean something are written out by everybody. */
  #readEscapedName(kind: number): void {
    escapedName.lastIndex = this.pos;
    const written = escapedName.exec(this.text)?.[0] ?? leaveToParser();
    const name = written.replace(/\\u([\da-fA-F]{4})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    );
    const number = wholeName.test(name) ? this.names.numberOf(name) : leaveToParser();
    const end = this.pos + written.length;
    const following = this.text.charCodeAt(end);
    if (this.names.isWord(number) || following === 0x5c || following >= 128) leaveToParser();
    this.value = number;
    this.type = kind;
    this.pos = end;
    this.end = end;
  }

  #readOther(code: number): void {
    const { text, pos } = this;
    const second = text.charCodeAt(pos + 1);
    switch (code) {
      case 0x22:
      case 0x27:
        this.readStringLiteral(code);
        break;
      case 0x28:
        this.finish(type.openParenthesis, 1);
        break;
      case 0x29:
        this.finish(type.closeParenthesis, 1);
        break;
      case 0x2c:
        this.finish(type.comma, 1);
        break;
      case 0x3b:
        this.finish(type.semicolon, 1);
        break;
      case 0x7b:
        this.finish(type.openBrace, 1);
        break;
      case 0x7d:
        this.finish(type.closeBrace, 1);
        break;
      case 0x5b:
        this.finish(type.openBracket, 1);
        break;
      case 0x5d:
        this.finish(type.closeBracket, 1);
        break;
      case 0x3a:
        this.finish(type.colon, 1);
        break;
      case 0x60:
        this.finish(type.template, 1);
        break;
      case 0x7e:
        this.finish(type.not, 1, code);
        break;
      case 0x2e:
        if (second >= 0x30 && second <= 0x39) this.readNumber(code);
        else if (second === 0x2e && text.charCodeAt(pos + 2) === 0x2e) this.finish(type.dots, 3);
        else this.finish(type.dot, 1);
        break;
      case 0x3d:
        if (second === 0x3e) this.finish(type.arrow, 2);
        else if (second === 0x3d) this.finish(type.equality, text.charCodeAt(pos + 2) === 0x3d ? 3 : 2, 6);
        else this.finish(type.assign, 1);
        break;
      case 0x21:
        if (second === 0x3d) this.finish(type.equality, text.charCodeAt(pos + 2) === 0x3d ? 3 : 2, 6);
        else this.finish(type.not, 1, code);
        break;
      case 0x3f:
        this.#readQuestion(second);
        break;
      case 0x2b:
      case 0x2d:
        if (second === code) {
          // In scripts `-->` at the start of a line is a comment.
          const isFirst = this.newline || this.lastEnd === 0;
          if (code === 0x2d && isFirst && text.charCodeAt(pos + 2) === 0x3e) leaveToParser();
          this.finish(type.update, 2, code);
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
      case 0x5c:
        this.#readEscapedName(type.word);
        break;
      default:
        if (code >= 0x30 && code <= 0x39) this.readNumber(code);
        else leaveToParser();
    }
  }

  #operator(kind: number, length: number, precedence: number, following: number): void {
    if (following === 0x3d) this.finish(type.compoundAssign, length + 1);
    else this.finish(kind, length, precedence);
  }

  #logical(kind: number, precedence: number): void {
    if (this.text.charCodeAt(this.pos + 2) === 0x3d) this.finish(type.logicalAssign, 3);
    else this.finish(kind, 2, precedence);
  }

  #readQuestion(second: number): void {
    const third = this.text.charCodeAt(this.pos + 2);
    if (second === 0x3f) this.#logical(type.nullish, 1);
    else if (second === 0x2e && !(third >= 0x30 && third <= 0x39)) this.finish(type.optionalChain, 2);
    else this.finish(type.question, 1);
  }

  #readAngle(code: number, second: number): void {
    const { text, pos } = this;
    if (code === 0x3c && text.startsWith("!--", pos + 1)) leaveToParser();
    let length = 1;
    while (length < 3 && text.charCodeAt(pos + length) === code) length++;
    if (code === 0x3c && length > 2) length = 2;
    if (length > 1) this.#operator(type.shift, length, 8, text.charCodeAt(pos + length));
    else this.finish(type.relational, second === 0x3d ? 2 : 1, 7);
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
