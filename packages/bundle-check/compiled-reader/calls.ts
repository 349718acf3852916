import { nestedAssignment } from "./expressions";
import { leave } from "./leave";
import { passOverExport, WHOLE } from "./loader";
import { checkNotExported, flagsOf, isEvaluator, isExportHelper, isTableHelper } from "./names";
import { Notes } from "./notes";
import { openScopeSince, References } from "./references";
import { isRequirer, noteRequest } from "./requests";
import {
  becomes,
  Code,
  calledHere,
  contextOfLater,
  FUNCTION_VALUE,
  Guess,
  Last,
  LITERAL,
  MEMBER,
  NAME,
  OTHER,
} from "./state";
import * as type from "./token-types";
import { eat, ends, expect, is, next, peek, Token } from "./tokens";
import { CALL, LETTER_D, REQUIRE, WEBPACK_REQUIRE } from "./words";

/** `method` is the name of the function's own method that is called, -1 for none. */
export function call(method: i32): void {
  const isImmediate = Last.kind === FUNCTION_VALUE;
  if (isImmediate) calledHere();
  else if (Last.kind === NAME) {
    // What it is given fills an export object.
    if (isTableHelper(Last.name)) leave();
    if (isRequirer(Last.name) && opensString()) {
      readRequest(Last.name);
      return;
    }
  } else if (Last.kind === MEMBER) {
    if (Last.memberName === LETTER_D && Last.memberOf === WEBPACK_REQUIRE) leave();
  }
  const name = Last.kind === NAME ? Last.name : -1;
  const callee = name >= 0 ? name : Last.kind === MEMBER ? Last.memberName : method;
  const isRequired = callArguments(isImmediate, true, callee);
  becomes(OTHER);
  Last.isRequireCall = name === REQUIRE;
  Last.isRequired = isRequired && name >= 0;
}

/** A string follows the parenthesis, which is the present token. */
function opensString(): bool {
  const following = peek();
  return following === 0x22 || following === 0x27;
}

/** `require("x")`; that nothing but a string stands in the parentheses was seen where the name was read. */
function readRequest(name: i32): void {
  const offset = Last.nameStart;
  next();
  if (is(type.STRING)) noteRequest(offset, Token.start, Token.end);
  else leave();
  next();
  expect(type.CLOSE_PARENTHESIS);
  becomes(OTHER);
  Last.isRequireCall = name === REQUIRE;
  Last.isRequired = name === REQUIRE;
}

/**
 * `isCall`: no `new`, so that the call may install a table of getters, or pass on what it is given of another module.
 * `callee` is the name of the function or method, -1 for none. True where the first argument is such a module.
 */
export function callArguments(runsNow: bool, isCall: bool, callee: i32): bool {
  const evaluates = isCall && !runsNow && callee >= 0 && (flagsOf(callee) & isEvaluator) !== 0;
  next();
  let startsWithName = false;
  let startsWithRequired = false;
  let isAnyRequired = false;
  let isGivenExports = false;
  let definesExport = false;
  let count = 0;
  let isTable = false;
  let isSettled = false;
  while (!ends(type.CLOSE_PARENTHESIS)) {
    count++;
    const references = References.count;
    const requests = Notes.requests;
    if (eat(type.DOTS)) {
      nestedAssignment();
      isTable = false;
    } else {
      Guess.argumentStart = Token.start;
      Guess.argumentRuns = runsNow;
      const isObject = is(type.OPEN_BRACE);
      nestedAssignment();
      if (isCall && Last.kind === NAME) checkNotExported(Last.name);
      if (isCall && Last.loader === WHOLE) {
        isGivenExports = true;
        if (count === 1) definesExport = checkGivenExports(runsNow, evaluates, callee);
      }
      isTable = isObject && Last.kind === LITERAL && Last.isGetter;
      isSettled = References.count === references && !Last.isNamed;
      if (count === 1) {
        startsWithName = Last.kind === NAME;
        startsWithRequired = Last.isRequired;
      }
      if (Last.isRequired) isAnyRequired = true;
      if (Last.kind === FUNCTION_VALUE) {
        if (evaluates) openScopeSince(references);
        if (runsNow) calledHere();
      }
    }
    if (definesExport && count >= 3) checkDefinition(count, references, requests);
    if (!is(type.CLOSE_PARENTHESIS)) expect(type.COMMA);
  }
  if (isCall && isTable && count <= 2) {
    // It tells nothing where the getters use none but declared names, and nobody can export what it fills.
    const isFilled = startsWithName && !Code.isModule;
    if (!isSettled || isFilled || runsNow || evaluates) leave();
  }
  // It may be added to the exports.
  if (isCall && isAnyRequired && !Code.isModule) {
    if (startsWithName || isGivenExports || isExportHelper(callee)) leave();
  }
  next();
  return startsWithRequired;
}

/**
 * The first argument, which was read last, is a variable `exports` or `module.exports`. True where the call may define
 * a property of it, by the string that is the second.
 */
function checkGivenExports(runsNow: bool, evaluates: bool, callee: i32): bool {
  if (!Last.isOwnLoader) passOverExport();
  // A function that is called so is not taken for one that is called where it stands.
  if (evaluates || (runsNow && callee === CALL && contextOfLater() !== Code.context)) leave();
  if (!is(type.COMMA)) return false;
  const following = peek();
  // In parentheses, too, a string names an export.
  if (following === 0x28 || following === 0x2e) leave();
  if (following !== 0x22 && following !== 0x27) return false;
  if (runsNow) leave();
  return true;
}

/** `defineProperty(exports, "name", …)`: the third argument runs when the name is read, and nobody looks at more. */
function checkDefinition(count: i32, references: i32, requests: i32): void {
  if (count > 3 || References.count !== references || Notes.requests !== requests) leave();
}
