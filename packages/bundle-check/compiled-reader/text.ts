import { leave, lookedTo } from "./leave";
import { Memory } from "./memory";

/** Bits of a character: it starts a name, it goes on in one, it is a digit, it is space or may start a comment. */
export const starts: i32 = 1;
export const continues: i32 = 2;
export const isDigit: i32 = 4;
export const isNoToken: i32 = 8;

/** The code of the character at an offset; 0 behind the end. */
export function at(offset: i32): i32 {
  return <i32>load<u16>(Memory.text + ((<usize>offset) << 1));
}

export function classOf(code: i32): i32 {
  return <i32>load<u8>(Memory.characters + <usize>code);
}

export function classifyCharacters(): void {
  memory.fill(Memory.characters, 0, 128);
  for (let code = 0; code < 128; code++) {
    const letter = code | 0x20;
    const isStart = (letter >= 0x61 && letter <= 0x7a && code >= 0x41) || code === 0x24 || code === 0x5f;
    const isNumber = code >= 0x30 && code <= 0x39;
    const isSpacing = (code >= 0x09 && code <= 0x0d) || code === 0x20 || code === 0x2f;
    store<u8>(
      Memory.characters + <usize>code,
      isStart ? starts | continues : isNumber ? continues | isDigit : isSpacing ? isNoToken : 0,
    );
  }
}

export function isLineBreak(code: i32): bool {
  return code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;
}

/** Goes on in a name, as far as ASCII goes: the classes of `[\w$]`. */
export function isWordCharacter(code: i32): bool {
  return code < 128 && (classOf(code) & (starts | continues)) !== 0;
}

/** What `\s` stands for in an expression, without the rare spaces that no code is written with. */
export function isSpace(code: i32): bool {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** The text at `offset` is the given one, of ASCII characters. */
export function isWrittenAt(offset: i32, expected: string): bool {
  const length = expected.length;
  if (offset + length > Memory.textLength) return false;
  return (
    memory.compare(
      Memory.text + ((<usize>offset) << 1),
      changetype<usize>(expected),
      (<usize>length) << 1,
    ) === 0
  );
}

export function endOfLine(from: i32): i32 {
  let offset = from;
  while (offset < Memory.textLength && !isLineBreak(at(offset))) offset++;
  return offset;
}

/** A backslash stands in the text between. */
export function hasEscape(start: i32, end: i32): bool {
  for (let offset = start; offset < end; offset++) if (at(offset) === 0x5c) return true;
  return false;
}

/** Behind a string without escapes; -1 where there is none. */
export function endOfPlainString(start: i32): i32 {
  const quote = at(start);
  if (quote !== 0x22 && quote !== 0x27) return -1;
  let offset = start + 1;
  for (let code = at(offset); code !== quote; code = at(offset)) {
    // A string that does not end is no string.
    if (code === 0x5c || code === 0x0a || code === 0x0d || code === 0) {
      lookedTo(offset);
      return -1;
    }
    offset++;
  }
  lookedTo(offset);
  return offset + 1;
}

/** The first character at `start` or behind it that is no white space. */
export function endOfSpace(start: i32): i32 {
  let offset = start;
  while (isSpace(at(offset))) offset++;
  lookedTo(offset);
  return offset;
}

/** The last character of an escape in a string or template. Octal ones depend on where they stand, and are rare. */
export function endOfEscape(backslash: i32): i32 {
  const code = at(backslash + 1);
  if (code === 0x78) return hexadecimal(backslash + 2, 2);
  if (code === 0x75) {
    if (at(backslash + 2) !== 0x7b) return hexadecimal(backslash + 2, 4);
    let close = backslash + 3;
    while (close - backslash <= 9 && at(close) !== 0x7d) close++;
    if (close - backslash > 9 || close - backslash < 4) leave();
    const last = hexadecimal(backslash + 3, close - backslash - 3);
    let value = 0;
    for (let offset = backslash + 3; offset < close; offset++) {
      const digit = at(offset);
      value = value * 16 + (digit <= 0x39 ? digit - 0x30 : (digit | 0x20) - 0x57);
    }
    if (value > 0x10ffff) leave();
    return last + 1;
  }
  if (code >= 0x30 && code <= 0x39) {
    const after = at(backslash + 2);
    if (code !== 0x30 || (after >= 0x30 && after <= 0x39)) leave();
  }
  // A backslash before a line break of two characters covers both.
  return code === 0x0d && at(backslash + 2) === 0x0a ? backslash + 2 : backslash + 1;
}

function hexadecimal(from: i32, digits: i32): i32 {
  for (let offset = from; offset < from + digits; offset++) if (!isHexadecimal(at(offset))) leave();
  return from + digits - 1;
}

export function isHexadecimal(code: i32): bool {
  const letter = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (letter >= 0x61 && letter <= 0x66);
}
