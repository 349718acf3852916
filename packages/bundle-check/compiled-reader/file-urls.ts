import { at, endOfPlainString, endOfSpace, isWordCharacter, isWrittenAt } from "./text";

/** What follows `new URL` is surely no literal, which could be a file's. */
export function isOtherUrl(end: i32): bool {
  let offset = endOfSpace(end);
  if (at(offset) !== 0x28) return false;
  offset = endOfSpace(offset + 1);
  const code = at(offset);
  if (isWordCharacter(code) || code === 0x60 || code === 0x29 || code === 0x5b) return true;
  const stringEnd = endOfPlainString(offset);
  if (stringEnd < 0) return false;
  offset = endOfSpace(stringEnd);
  const following = at(offset);
  if (following !== 0x2c)
    return following === 0x29 || following === 0x2b || following === 0x3f || following === 0x2e;
  offset = endOfSpace(offset + 1);
  if (isWrittenAt(offset, "import") || isWrittenAt(offset, "new")) return false;
  return isWordCharacter(at(offset));
}
