import { leave, Reading } from "./leave";
import { Memory, requestSize } from "./memory";
import { flagsOf, requestsModule } from "./names";
import { Notes } from "./notes";
import { Code } from "./state";
import { at, endOfPlainString, endOfSpace, isWordCharacter, isWrittenAt } from "./text";
import * as type from "./token-types";
import { is, Token } from "./tokens";

/** The names by which modules are requested: `require`, what bundlers call theirs, and what `createRequire` has made. */
export function isRequirer(name: i32): bool {
  return (flagsOf(name) & requestsModule) !== 0;
}

/** The present token follows `require`. What may request a module and is no call with a string alone is left. */
export function checkRequirer(): void {
  if (is(type.OPEN_PARENTHESIS)) {
    if (!holdsOther(Token.end) && !holdsStringAlone(Token.end)) leave();
  } else if (is(type.DOT)) {
    const offset = endOfSpace(Token.end);
    if (isWrittenAt(offset, "resolve") || at(offset) === 0x2f || at(offset) === 0x5c) leave();
  } else if (is(type.OPEN_BRACKET) || is(type.OPTIONAL_CHAIN)) leave();
}

/** A string without escapes stands between `start` and the closing parenthesis, beside nothing but white space. */
function holdsStringAlone(start: i32): bool {
  let offset = endOfSpace(start);
  offset = endOfPlainString(offset);
  if (offset < 0) return false;
  offset = endOfSpace(offset);
  return at(offset) === 0x29;
}

/** What is asked for starts with a name or a template, so that it is no string. */
function holdsOther(start: i32): bool {
  const offset = endOfSpace(start);
  return isWordCharacter(at(offset)) || at(offset) === 0x60;
}

/**
 * The call of a name that requests, whose string is the present token: noted are where the name and the string
 * stand, and the circumstances. Whether it is the runtime's own name is known at the end of the file.
 */
export function noteRequest(nameOffset: i32, start: i32, end: i32): void {
  note(nameOffset, start, end, REQUIRED);
}

/** The same for `import("x")`. Returns its place among the requests, -1 where there is no room. */
export function noteImport(offset: i32, start: i32, end: i32): i32 {
  note(offset, start, end, IMPORTED);
  return Reading.isLeft ? -1 : Notes.requests - 1;
}

/** How a module is requested. An import may be told which of its names are used, and where that is written. */
const REQUIRED: i32 = 0;
const IMPORTED: i32 = 1;

function note(offset: i32, start: i32, end: i32, way: i32): void {
  const entry = Memory.requests + <usize>Notes.requests * requestSize;
  if (entry + requestSize > Memory.requestsEnd) {
    leave();
    return;
  }
  Notes.requests++;
  store<i32>(entry, offset);
  store<i32>(entry, start, 4);
  store<i32>(entry, end, 8);
  store<i32>(entry, Code.context, 12);
  store<i32>(entry, way, 16);
  store<i32>(entry, 0, 20);
  store<i32>(entry, -1, 24);
}

/** What of an import is used: where that is written, and the name where it is one. */
export function noteUse(request: i32, way: i32, offset: i32, name: i32): void {
  const entry = Memory.requests + <usize>request * requestSize;
  store<i32>(entry, way, 16);
  store<i32>(entry, offset, 20);
  store<i32>(entry, name, 24);
}

/** Forgets what stands at `offset` or behind it, because it is about to be read again. */
export function forgetRequestsFrom(offset: i32): void {
  while (Notes.requests > 0) {
    const last = Memory.requests + <usize>(Notes.requests - 1) * requestSize;
    if (load<i32>(last) < offset) return;
    Notes.requests--;
  }
}
