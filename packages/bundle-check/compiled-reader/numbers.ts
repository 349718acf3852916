import { leave } from "./leave";
import { at, classOf, isDigit, isHexadecimal, isWordCharacter } from "./text";

/** Where the number ends that starts at an offset. Legacy octal numbers are left. */
export function numberEnd(start: i32): i32 {
  const first = at(start);
  const second = at(start + 1) | 0x20;
  let end = start;
  if (first === 0x30 && (second === 0x78 || second === 0x6f || second === 0x62)) {
    end = digitsOf(start + 2, second === 0x78 ? 16 : second === 0x6f ? 8 : 2);
    if (at(end) === 0x6e) end++;
  } else {
    const after = at(start + 1);
    if (first === 0x30 && ((after >= 0x30 && after <= 0x39) || after === 0x5f)) leave();
    end = decimalEnd(start);
  }
  const following = at(end);
  if (following >= 128 || isWordCharacter(following) || following === 0x5c) leave();
  return end;
}

function decimalEnd(start: i32): i32 {
  let end = digits(start);
  let isInteger = true;
  if (at(end) === 0x2e) {
    isInteger = false;
    end = digits(end + 1);
  }
  if ((at(end) | 0x20) === 0x65) {
    const sign = at(end + 1);
    const from = sign === 0x2b || sign === 0x2d ? end + 2 : end + 1;
    end = digits(from);
    if (end === from) leave();
  } else if (isInteger && at(end) === 0x6e) end++;
  return end;
}

function digits(from: i32): i32 {
  let offset = from;
  for (; ; offset++) {
    const code = at(offset);
    if (isDecimal(code)) continue;
    // Separators stand between digits.
    if (code !== 0x5f || offset === from || !isDecimal(at(offset - 1)) || !isDecimal(at(offset + 1))) break;
  }
  return offset;
}

function isDecimal(code: i32): bool {
  return code < 128 && (classOf(code) & isDigit) !== 0;
}

/** At least one digit, with separators between digits. */
function digitsOf(from: i32, base: i32): i32 {
  let offset = from;
  if (!isDigitOf(at(offset), base)) leave();
  for (offset++; ; offset++) {
    const code = at(offset);
    if (isDigitOf(code, base)) continue;
    if (code !== 0x5f || !isDigitOf(at(offset - 1), base) || !isDigitOf(at(offset + 1), base)) break;
  }
  return offset;
}

function isDigitOf(code: i32, base: i32): bool {
  return base === 16 ? isHexadecimal(code) : code >= 0x30 && code < 0x30 + base;
}
