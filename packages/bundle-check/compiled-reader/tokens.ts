import { continuesName, startsName } from "./host";
import { comeToEnd, leave, leaveBehind, lookedTo, Reading } from "./leave";
import { Memory } from "./memory";
import { find } from "./names";
import { numberEnd } from "./numbers";
import { at, classOf, continues, endOfEscape, endOfLine, isLineBreak, isNoToken, starts } from "./text";
import * as type from "./token-types";

/** The present token, and the place in the text. All offsets are in characters. */
export class Token {
  static type: i32 = 0;
  static start: i32 = 0;
  static end: i32 = 0;
  static lastEnd: i32 = 0;
  /** A line break stands before the token. */
  static newline: bool = false;
  /** The number of a name, the precedence of a binary operator, the first character of others. */
  static value: i32 = 0;
}

function finish(kind: i32, length: i32, value: i32 = 0): void {
  Token.type = kind;
  Token.value = value;
  Reading.position += length;
  Token.end = Reading.position;
}

export function next(): void {
  if (Reading.isLeft) {
    comeToEnd();
    Token.type = type.END_OF_FILE;
    return;
  }
  Token.lastEnd = Token.end;
  Token.newline = false;
  skipSpace();
  const start = Reading.position;
  Token.start = start;
  if (start >= Memory.textLength) {
    finish(type.END_OF_FILE, 0);
    return;
  }
  const code = at(start);
  if (code < 128 ? (classOf(code) & starts) !== 0 : startsName(code)) readName(type.WORD);
  else readOther(code);
  if (Reading.isLeft) Token.type = type.END_OF_FILE;
}

export function is(expected: i32): bool {
  return Token.type === expected;
}

/** The present token closes what is being read, or there are none any more. */
export function ends(closing: i32): bool {
  return Token.type === closing || Reading.isLeft;
}

export function isWord(name: i32): bool {
  return Token.type === type.WORD && Token.value === name;
}

/** The present token is `*` and neither `%` nor a longer operator. */
export function isStar(): bool {
  return Token.type === type.MULTIPLY && at(Token.start) === 0x2a;
}

export function eat(expected: i32): bool {
  if (Token.type !== expected) return false;
  next();
  return true;
}

export function eatWord(name: i32): bool {
  if (!isWord(name)) return false;
  next();
  return true;
}

export function expect(expected: i32): void {
  if (Token.type !== expected) leave();
  next();
}

/** Goes back to a place where a token starts. */
export function rewind(start: i32): void {
  Reading.position = start;
  Token.end = start;
  next();
}

/** What `peek` saw; only right when the present token had no line break before it. */
export let peekedNewline: bool = false;

/** The first character of the next token, found without reading it. */
export function peek(): i32 {
  const position = Reading.position;
  const newline = Token.newline;
  skipSpace();
  const code = at(Reading.position);
  lookedTo(Reading.position);
  Reading.position = position;
  peekedNewline = Token.newline && !newline;
  Token.newline = newline;
  return code;
}

function skipSpace(): void {
  let position = Reading.position;
  for (;;) {
    const code = at(position);
    if (code < 128 && (classOf(code) & isNoToken) === 0) break;
    if (
      code === 0x20 ||
      code === 0x09 ||
      code === 0x0b ||
      code === 0x0c ||
      code === 0xa0 ||
      code === 0xfeff
    ) {
      position++;
    } else if (isLineBreak(code)) {
      Token.newline = true;
      position++;
    } else if (code === 0x2f && at(position + 1) === 0x2f) {
      position = endOfLine(position + 2);
    } else if (code === 0x2f && at(position + 1) === 0x2a) {
      position = endOfComment(position + 2);
    } else {
      break;
    }
  }
  Reading.position = position;
}

function endOfComment(from: i32): i32 {
  let position = from;
  while (at(position) !== 0x2a || at(position + 1) !== 0x2f) {
    if (position >= Memory.textLength) {
      leaveBehind(position);
      break;
    }
    if (isLineBreak(at(position))) Token.newline = true;
    position++;
  }
  return position + 2;
}

function readName(kind: i32): void {
  const start = Reading.position;
  let position = start;
  let hash = 0;
  for (; position < Memory.textLength; position++) {
    const code = at(position);
    if (code < 128 ? (classOf(code) & continues) === 0 : !continuesName(code)) {
      // An escape, or half of a character beyond the basic plane.
      if (code === 0x5c || (code >= 0xd800 && code <= 0xdfff)) leaveBehind(position);
      break;
    }
    hash = hash * 31 + code;
  }
  if (position === start) leave();
  Token.value = find(Memory.text + ((<usize>start) << 1), position - start, hash);
  Token.type = kind;
  Reading.position = position;
  Token.end = position;
}

function readString(quote: i32): void {
  let position = Reading.position + 1;
  for (; ; position++) {
    const code = at(position);
    // All that matters comes before most letters.
    if (code > 0x5c) continue;
    if (code === quote) break;
    if (code === 0x5c) position = endOfEscape(position);
    else if (code < 0x0e && (code === 0x0a || code === 0x0d || position >= Memory.textLength)) leave();
    else continue;
    if (Reading.isLeft) {
      leaveBehind(position);
      return;
    }
  }
  finishAt(type.STRING, position + 1);
}

function finishAt(kind: i32, end: i32): void {
  Token.type = kind;
  Reading.position = end;
  Token.end = end;
}

function readNumber(): void {
  const end = numberEnd(Reading.position);
  if (Reading.isLeft) leaveBehind(end);
  finishAt(type.NUMERIC, end);
}

function readOther(code: i32): void {
  const position = Reading.position;
  const second = at(position + 1);
  switch (code) {
    case 0x22:
    case 0x27:
      readString(code);
      break;
    case 0x28:
      finish(type.OPEN_PARENTHESIS, 1);
      break;
    case 0x29:
      finish(type.CLOSE_PARENTHESIS, 1);
      break;
    case 0x2c:
      finish(type.COMMA, 1);
      break;
    case 0x3b:
      finish(type.SEMICOLON, 1);
      break;
    case 0x7b:
      finish(type.OPEN_BRACE, 1);
      break;
    case 0x7d:
      finish(type.CLOSE_BRACE, 1);
      break;
    case 0x5b:
      finish(type.OPEN_BRACKET, 1);
      break;
    case 0x5d:
      finish(type.CLOSE_BRACKET, 1);
      break;
    case 0x3a:
      finish(type.COLON, 1);
      break;
    case 0x60:
      finish(type.TEMPLATE, 1);
      break;
    case 0x7e:
      finish(type.NOT, 1, code);
      break;
    case 0x2e:
      if (second >= 0x30 && second <= 0x39) readNumber();
      else if (second === 0x2e && at(position + 2) === 0x2e) finish(type.DOTS, 3);
      else finish(type.DOT, 1);
      break;
    case 0x3d:
      if (second === 0x3e) finish(type.ARROW, 2);
      else if (second === 0x3d) finish(type.EQUALITY, at(position + 2) === 0x3d ? 3 : 2, 6);
      else finish(type.ASSIGN, 1);
      break;
    case 0x21:
      if (second === 0x3d) finish(type.EQUALITY, at(position + 2) === 0x3d ? 3 : 2, 6);
      else finish(type.NOT, 1, code);
      break;
    case 0x3f:
      readQuestion(second);
      break;
    case 0x2b:
    case 0x2d:
      if (second === code) {
        // In scripts `-->` at the start of a line is a comment.
        if (code === 0x2d && Token.newline && at(position + 2) === 0x3e) leave();
        finish(type.UPDATE, 2, code);
      } else operator(type.PLUS_MINUS, 1, 9, second);
      break;
    case 0x2a:
      if (second === 0x2a) operator(type.POWER, 2, 11, at(position + 2));
      else operator(type.MULTIPLY, 1, 10, second);
      break;
    case 0x2f:
      operator(type.SLASH, 1, 10, second);
      break;
    case 0x25:
      operator(type.MULTIPLY, 1, 10, second);
      break;
    case 0x26:
      if (second === 0x26) logical(type.LOGICAL_AND, 2);
      else operator(type.BITWISE, 1, 5, second);
      break;
    case 0x7c:
      if (second === 0x7c) logical(type.LOGICAL_OR, 1);
      else operator(type.BITWISE, 1, 3, second);
      break;
    case 0x5e:
      operator(type.BITWISE, 1, 4, second);
      break;
    case 0x3c:
    case 0x3e:
      readAngle(code, second);
      break;
    case 0x23:
      Reading.position++;
      readName(type.PRIVATE_NAME);
      break;
    default:
      if (code >= 0x30 && code <= 0x39) readNumber();
      else leave();
  }
}

function operator(kind: i32, length: i32, precedence: i32, following: i32): void {
  if (following === 0x3d) finish(type.COMPOUND_ASSIGN, length + 1);
  else finish(kind, length, precedence);
}

function logical(kind: i32, precedence: i32): void {
  if (at(Reading.position + 2) === 0x3d) finish(type.LOGICAL_ASSIGN, 3);
  else finish(kind, 2, precedence);
}

function readQuestion(second: i32): void {
  const third = at(Reading.position + 2);
  if (second === 0x3f) logical(type.NULLISH, 1);
  else if (second === 0x2e && !(third >= 0x30 && third <= 0x39)) finish(type.OPTIONAL_CHAIN, 2);
  else finish(type.QUESTION, 1);
}

function readAngle(code: i32, second: i32): void {
  const position = Reading.position;
  // `<!--` is a comment in scripts.
  if (code === 0x3c && second === 0x21 && at(position + 2) === 0x2d && at(position + 3) === 0x2d) leave();
  let length = 1;
  while (length < 3 && at(position + length) === code) length++;
  if (code === 0x3c && length > 2) length = 2;
  if (length > 1) operator(type.SHIFT, length, 8, at(position + length));
  else finish(type.RELATIONAL, second === 0x3d ? 2 : 1, 7);
}
