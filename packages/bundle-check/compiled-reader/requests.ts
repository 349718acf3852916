import { leave } from "./leave";
import { Memory, requestSize } from "./memory";
import { flagsOf, requestsModule } from "./names";
import { Notes } from "./notes";
import { Code } from "./state";
import { at, isSpace, isWrittenAt } from "./text";
import * as type from "./token-types";
import { is, Token } from "./tokens";

/** The names by which modules are requested: `require`, what bundlers call theirs, and what `createRequire` has made. */
export function isRequirer(name: i32): bool {
  return (flagsOf(name) & requestsModule) !== 0;
}

/** The present token follows `require`. What may request a module and is no call with a string alone is left. */
export function checkRequirer(): void {
  if (is(type.OPEN_PARENTHESIS)) {
    if (!holdsStringAlone(Token.end)) leave();
  } else if (is(type.DOT)) {
    let offset = Token.end;
    while (isSpace(at(offset))) offset++;
    if (isWrittenAt(offset, "resolve") || at(offset) === 0x2f || at(offset) === 0x5c) leave();
  } else if (is(type.OPEN_BRACKET) || is(type.OPTIONAL_CHAIN)) leave();
}

/** A string without escapes stands between `start` and the closing parenthesis, beside nothing but white space. */
function holdsStringAlone(start: i32): bool {
  let offset = start;
  while (isSpace(at(offset))) offset++;
  const quote = at(offset);
  if (quote !== 0x22 && quote !== 0x27) return false;
  offset++;
  for (let code = at(offset); code !== quote; code = at(offset)) {
    // A string that does not end is no string.
    if (code === 0x5c || code === 0x0a || code === 0x0d || code === 0) return false;
    offset++;
  }
  offset++;
  while (isSpace(at(offset))) offset++;
  return at(offset) === 0x29;
}

/**
 * The call of a name that requests, whose string is the present token: noted are where the name and the string
 * stand, and the circumstances. Whether it is the runtime's own name is known at the end of the file.
 */
export function noteRequest(nameOffset: i32): void {
  const entry = Memory.requests + <usize>Notes.requests * requestSize;
  if (entry + requestSize > Memory.requestsEnd) {
    leave();
    return;
  }
  Notes.requests++;
  store<i32>(entry, nameOffset);
  store<i32>(entry, Token.start, 4);
  store<i32>(entry, Token.end, 8);
  store<i32>(entry, Code.context, 12);
}

/** Forgets what stands at `offset` or behind it, because it is about to be read again. */
export function forgetRequestsFrom(offset: i32): void {
  while (Notes.requests > 0) {
    const last = Memory.requests + <usize>(Notes.requests - 1) * requestSize;
    if (load<i32>(last) < offset) return;
    Notes.requests--;
  }
}
