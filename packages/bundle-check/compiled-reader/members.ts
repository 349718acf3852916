import { call } from "./calls";
import { checkThen, importOfMember } from "./dynamic-imports";
import { nestedExpression } from "./expressions";
import { arrowFunction } from "./functions";
import { leave, Reading } from "./leave";
import { memberOfLoader, NONE } from "./loader";
import { Memory } from "./memory";
import { find, flagsOf, isGlobalObject } from "./names";
import { noteGlobalProperty, usePrivateName } from "./notes";
import { primary, templateParts } from "./primaries";
import { References } from "./references";
import {
  becomes,
  Code,
  contextOfLater,
  FUNCTION_VALUE,
  Guess,
  goBack,
  IMPORT_CALL,
  Last,
  MEMBER,
  NAME,
  OTHER,
} from "./state";
import { at, endOfSpace, isSpace, isWordCharacter, isWrittenAt } from "./text";
import * as type from "./token-types";
import { expect, is, isWord, next, peek, Token } from "./tokens";
import { APPLY, ASYNC, CALL, CREATE_REQUIRE, THEN } from "./words";

/** Members, calls or decisions in a row; nobody writes more. */
export const longestChain: i32 = 1_000;

/** Members and calls. */
export function subscripts(withCalls: bool): void {
  const start = Token.start;
  const covers = Code.openCovers;
  const references = References.count;
  const pending = Code.pendingCalls;
  const isAsync = isWord(ASYNC);
  if (isAsync && opensAsyncArrow(start)) {
    next();
    arrowFunction(start, true, -1);
    return;
  }
  primary();
  if (Token.lastEnd === Last.arrowEnd) return;
  if (withCalls && isCalledUnexpectedly()) {
    goBack(start, references, pending);
    Code.openCovers = covers;
    Guess.calledStart = start;
    Guess.uncalledStart = -1;
    Guess.argumentStart = -1;
    primary();
  }
  let isOptional = false;
  for (let length = 0; ; length++) {
    if (length > longestChain) leave();
    switch (Token.type) {
      case type.DOT:
        next();
        property(withCalls);
        break;
      case type.OPTIONAL_CHAIN:
        if (!withCalls) leave();
        isOptional = true;
        next();
        if (is(type.TEMPLATE)) leave();
        if (is(type.OPEN_PARENTHESIS)) call(-1);
        else if (is(type.OPEN_BRACKET)) element();
        else property(withCalls);
        break;
      case type.OPEN_BRACKET:
        element();
        break;
      case type.OPEN_PARENTHESIS:
        if (!withCalls) return;
        if (isAsync && Last.kind === NAME && Last.name === ASYNC) {
          const newline = Token.newline;
          call(-1);
          if (is(type.ARROW) && !newline) {
            Code.openCovers = covers;
            goBack(start, references, pending);
            next();
            arrowFunction(start, true, -1);
            return;
          }
        } else call(-1);
        break;
      case type.TEMPLATE:
        if (isOptional) leave();
        templateParts();
        becomes(OTHER);
        break;
      default:
        if (isOptional) becomes(OTHER);
        return;
    }
  }
}

/** The function just read is called here, which nobody guessed. */
function isCalledUnexpectedly(): bool {
  if (Reading.isLeft || Last.kind !== FUNCTION_VALUE || Last.isTakenForCalled) return false;
  if (contextOfLater() === Code.context) return false;
  if (is(type.OPEN_PARENTHESIS)) return true;
  return is(type.DOT) && (isWrittenAt(Token.end, "call(") || isWrittenAt(Token.end, "apply("));
}

/** `async (a, b) =>`, which need not be read as a call first. */
function opensAsyncArrow(start: i32): bool {
  let offset = start + 5;
  while (at(offset) === 0x20 || at(offset) === 0x09) offset++;
  const end = endOfNames(offset);
  if (end < 0) return false;
  offset = end;
  while (at(offset) === 0x20 || at(offset) === 0x09) offset++;
  return at(offset) === 0x3d && at(offset + 1) === 0x3e;
}

/** Behind parentheses at `offset` that hold nothing but ASCII names, commas and spaces; -1 for all others. */
export function endOfNames(start: i32): i32 {
  if (at(start) !== 0x28) return -1;
  let offset = start + 1;
  while (at(offset) === 0x2c || isSpace(at(offset)) || isWordCharacter(at(offset))) offset++;
  return at(offset) === 0x29 ? offset + 1 : -1;
}

function property(withCalls: bool): void {
  if (is(type.PRIVATE_NAME)) {
    usePrivateName(Token.value);
    Last.isPrivateMember = true;
    next();
    becomesMember(-1);
    return;
  }
  if (!is(type.WORD)) leave();
  const value = Token.value;
  if (Last.kind === NAME && (flagsOf(Last.name) & isGlobalObject) !== 0) noteGlobalProperty(value);
  if (value === CREATE_REQUIRE) leave();
  Last.isPrivateMember = false;
  importOfMember(value);
  next();
  if (value === THEN && Last.kind === IMPORT_CALL) checkThen(withCalls);
  if (Last.kind === FUNCTION_VALUE && (value === CALL || value === APPLY)) {
    // `(function () {}).call?.()` and `((function () {}).call)()` are left.
    if (!is(type.OPEN_PARENTHESIS)) leave();
    call(value);
  } else becomesMember(value);
}

function becomesMember(name: i32): void {
  const isPath = Last.isPath || Last.kind === NAME;
  const loader = Last.loader;
  Last.memberOf = Last.kind === NAME ? Last.name : -1;
  Last.memberName = name;
  becomes(MEMBER);
  Last.isPath = isPath;
  if (loader !== NONE) memberOfLoader(loader, name);
}

/** A string, or a comment before one, follows the parentheses, the first of which is the present token. */
function mayOpenString(): bool {
  let offset = endOfSpace(Token.end);
  while (at(offset) === 0x28) offset = endOfSpace(offset + 1);
  const code = at(offset);
  return code === 0x22 || code === 0x27 || code === 0x2f;
}

function element(): void {
  const kind = Last.kind;
  const lastName = Last.name;
  const isPath = Last.isPath;
  const loader = Last.loader;
  const loaderStart = Last.loaderStart;
  const isOwnLoader = Last.isOwnLoader;
  next();
  let name = -1;
  if ((kind === FUNCTION_VALUE || kind >= IMPORT_CALL) && (is(type.STRING) || is(type.OPEN_PARENTHESIS)))
    leave();
  // A string in parentheses is a name as well.
  if ((kind === NAME || loader !== NONE) && is(type.OPEN_PARENTHESIS) && mayOpenString()) leave();
  if (is(type.STRING)) {
    if (peek() === 0x5d) {
      name = nameInQuotes(Token.start + 1, Token.end - 1);
      if (name === CREATE_REQUIRE) leave();
      if (name < 0 && (kind === NAME || loader !== NONE)) leave();
      if (kind === NAME && name >= 0) {
        if ((flagsOf(lastName) & isGlobalObject) !== 0) noteGlobalProperty(name);
      }
    }
  }
  nestedExpression();
  expect(type.CLOSE_BRACKET);
  Last.isPrivateMember = false;
  Last.kind = kind;
  Last.name = lastName;
  Last.isPath = isPath;
  Last.loader = loader;
  Last.loaderStart = loaderStart;
  Last.isOwnLoader = isOwnLoader;
  becomesMember(name);
}

/** The number of the name that a string gives; -1 when it has escapes, which count where names do. */
export function nameInQuotes(start: i32, end: i32): i32 {
  let hash = 0;
  for (let offset = start; offset < end; offset++) {
    const code = at(offset);
    if (code === 0x5c) return -1;
    hash = hash * 31 + code;
  }
  return find(Memory.text + ((<usize>start) << 1), end - start, hash);
}
