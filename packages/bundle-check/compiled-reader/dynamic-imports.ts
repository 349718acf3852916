import { nestedAssignment } from "./expressions";
import { isPlainCallback, isPlainPattern } from "./host";
import { leave, Reading } from "./leave";
import { noteImport, noteUse } from "./requests";
import { AWAITED_IMPORT, becomes, IMPORT_CALL, Last } from "./state";
import { at, hasEscape } from "./text";
import * as type from "./token-types";
import { is, next, Token } from "./tokens";

/** What tells which names of an imported module are used; the reader around this one reads them there. */
const NAMES_IN_PATTERN: i32 = 2;
const NAME_OF_MEMBER: i32 = 3;
const NAMES_IN_CALLBACK: i32 = 4;

/** Patterns are looked at each time that they are met. In characters. */
const longestPattern: i32 = 1_000;

/** `import("x")`, whose parenthesis is the present token. */
export function dynamicImport(offset: i32): void {
  next();
  // A literal may stand in parentheses.
  if (is(type.OPEN_PARENTHESIS)) leave();
  const isString = is(type.STRING);
  const start = Token.start;
  const end = Token.end;
  nestedAssignment();
  let entry = -1;
  if (isString && Token.lastEnd === end) {
    if (hasEscape(start, end)) leave();
    else entry = noteImport(offset, start, end);
  }
  // Options are read by the reader around this one.
  if (!is(type.CLOSE_PARENTHESIS)) leave();
  next();
  becomes(IMPORT_CALL);
  Last.importEntry = entry;
}

function isNoted(): bool {
  return !Reading.isLeft && Last.importEntry >= 0;
}

/** `(await import("x")).name`; the name is the present token. */
export function importOfMember(name: i32): void {
  if (Last.kind === AWAITED_IMPORT && isNoted()) noteUse(Last.importEntry, NAME_OF_MEMBER, Token.start, name);
}

/** `import("x").then(`, whose parenthesis is the present token. */
export function checkThen(withCalls: bool): void {
  if (!withCalls || !is(type.OPEN_PARENTHESIS) || !isPlainCallback(Token.end)) leave();
  else if (isNoted()) noteUse(Last.importEntry, NAMES_IN_CALLBACK, Token.end, -1);
}

/** What `{ a } = await import("x")` uses; the value was read last. */
export function bindImported(patternStart: i32, patternEnd: i32): void {
  if (Last.kind !== AWAITED_IMPORT || !isNoted() || at(patternStart) !== 0x7b) return;
  const isShort = patternEnd - patternStart <= longestPattern;
  if (!isShort || !isPlainPattern(patternStart, patternEnd)) leave();
  else noteUse(Last.importEntry, NAMES_IN_PATTERN, patternStart, -1);
}
