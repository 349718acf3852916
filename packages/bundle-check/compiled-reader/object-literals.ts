import { mayUseSuper } from "./contexts";
import { nestedAssignment } from "./expressions";
import { accessor, method } from "./functions";
import { leave } from "./leave";
import { propertyKey } from "./patterns";
import { readName } from "./primaries";
import { becomes, Code, FUNCTION_VALUE, Guess, Last, LITERAL } from "./state";
import { isWrittenAt } from "./text";
import * as type from "./token-types";
import { eat, ends, expect, is, isStar, isWord, next, Token } from "./tokens";
import { ASYNC, GET, PROTO, SET } from "./words";

export function objectLiteral(): void {
  next();
  let isTable = !is(type.CLOSE_BRACE);
  let isNamed = false;
  let prototypes = 0;
  while (!ends(type.CLOSE_BRACE)) {
    if (eat(type.DOTS)) {
      nestedAssignment();
      isTable = false;
    } else {
      if (isWord(PROTO) || isWrittenAt(Token.start + 1, "__proto__")) {
        prototypes++;
        if (prototypes > 1) leave();
      }
      if (!objectProperty()) isTable = false;
      else if (Last.isNamed) isNamed = true;
    }
    if (!is(type.CLOSE_BRACE)) expect(type.COMMA);
  }
  next();
  becomes(LITERAL);
  Last.isGetter = isTable;
  Last.isNamed = isNamed;
}

/** True when the property could be a getter of an export table. */
function objectProperty(): bool {
  const start = Token.start;
  if (is(type.MULTIPLY)) {
    star();
    propertyKey();
    method(false, true, mayUseSuper, false);
    return false;
  }
  const isName = is(type.WORD);
  const isComputed = is(type.OPEN_BRACKET);
  const key = propertyKey();
  if (isName && !is(type.COLON) && !is(type.OPEN_PARENTHESIS)) {
    if (is(type.COMMA) || is(type.CLOSE_BRACE) || is(type.ASSIGN)) shorthand(key, start);
    else modifiedProperty(key);
    return false;
  }
  if (is(type.OPEN_PARENTHESIS)) {
    method(false, false, mayUseSuper, false);
    Last.isNamed = false;
    return Last.isGetter && !isComputed;
  }
  expect(type.COLON);
  Last.isGetter = false;
  Guess.uncalledStart = Token.start;
  nestedAssignment();
  return Last.kind === FUNCTION_VALUE && Last.isGetter && !isComputed;
}

function shorthand(key: i32, start: i32): void {
  readName(key, start);
  if (!is(type.ASSIGN)) return;
  Code.openCovers++;
  next();
  nestedAssignment();
}

/** `get`, `set`, `async` before the name of a method. */
function modifiedProperty(modifier: i32): void {
  if (modifier === ASYNC) {
    if (Token.newline) leave();
    const isGenerator = is(type.MULTIPLY);
    if (isGenerator) star();
    propertyKey();
    method(true, isGenerator, mayUseSuper, false);
  } else if (modifier === GET || modifier === SET) {
    propertyKey();
    accessor(modifier === GET);
  } else leave();
}

function star(): void {
  if (!isStar()) leave();
  next();
}
