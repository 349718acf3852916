import {
  inArrow,
  inAsyncFunction,
  inGenerator,
  inOrdinaryFunction,
  inStrictCode,
  mayUseSuper,
} from "./contexts";
import { assignment } from "./expressions";
import { Labels } from "./labels";
import { leave } from "./leave";
import { checkBindingName, flagsOf, runsElsewhere } from "./names";
import { bindingElement, declareName, parameters } from "./patterns";
import { openScopeSince, References } from "./references";
import {
  closeScope,
  declareFunction,
  declareHere,
  OWN_NAME,
  openBodyApart,
  openScope,
  PARAMETER,
} from "./scopes";
import { becomes, Code, contextOfLater, enter, Frame, FUNCTION_VALUE, Guess, isStrict, Last } from "./state";
import { statementList } from "./statements";
import { at, isWrittenAt } from "./text";
import * as type from "./token-types";
import { eat, eatWord, expect, is, isStar, isWord, next, peek, rewind, Token } from "./tokens";
import { ASYNC, FUNCTION, IN, INSTANCEOF, RETURN } from "./words";

/** Whether the function that starts here runs at once, by its surroundings. */
function guessCall(start: i32): bool {
  if (contextOfLater() === Code.context) return false;
  const guess = start === Guess.calledStart || (Guess.argumentRuns && start === Guess.argumentStart);
  if (guess) Code.pendingCalls++;
  return guess;
}

export function functionExpression(start: i32, isAsync: bool): void {
  if (!eatWord(FUNCTION)) leave();
  const isGenerator = eatStar();
  const name = is(type.WORD) ? Token.value : -1;
  if (name >= 0) {
    checkBindingName(name);
    next();
  }
  const flags = inOrdinaryFunction | flagsFor(isAsync, isGenerator);
  const runsNow = guessCall(start);
  readFunction(flags, runsNow, name, -1, false);
  becomes(FUNCTION_VALUE);
  Last.isTakenForCalled = runsNow;
  Last.isNamed = name >= 0;
  if (isAsync || isGenerator) Last.isGetter = false;
}

/** The present token is `async`. What stands between the words is nearly always one space. */
export function startsAsyncFunction(): bool {
  let offset = Token.end;
  while (at(offset) === 0x20 || at(offset) === 0x09) offset++;
  if (offset > Token.end && isWrittenAt(offset, "function")) {
    const following = at(offset + 8);
    if (following === 0x20 || following === 0x28 || following === 0x2a) return true;
    leave();
  }
  if (peek() === 0x66) leave();
  return false;
}

function eatStar(): bool {
  if (!is(type.MULTIPLY)) return false;
  if (!isStar()) leave();
  next();
  return true;
}

/** `function` or `async function` as a statement. */
export function functionDeclaration(): void {
  const isAsync = eatWord(ASYNC);
  if (!eatWord(FUNCTION)) leave();
  const isGenerator = eatStar();
  if (!is(type.WORD)) leave();
  const name = Token.value;
  next();
  checkBindingName(name);
  declareFunction(name, !isAsync && !isGenerator, isStrict());
  const references = References.count;
  readFunction(inOrdinaryFunction | flagsFor(isAsync, isGenerator), false, -1, -1, false);
  if ((flagsOf(name) & runsElsewhere) !== 0) openScopeSince(references);
}

export function method(isAsync: bool, isGenerator: bool, flags: i32, hasOneParameter: bool): void {
  const all = inOrdinaryFunction | flags | flagsFor(isAsync, isGenerator);
  readFunction(all, false, -1, -1, hasOneParameter);
}

/** A getter has no parameter, a setter has one. */
export function accessor(isGetter: bool): void {
  if (!is(type.OPEN_PARENTHESIS) || (peek() === 0x29) !== isGetter) leave();
  method(false, false, mayUseSuper, !isGetter);
}

/** The present token is the arrow, or the parenthesis that opens the parameters. */
export function arrowFunction(start: i32, isAsync: bool, single: i32): void {
  const flags = inOrdinaryFunction | inArrow | (isAsync ? inAsyncFunction : 0);
  const runsNow = guessCall(start);
  readFunction(flags, runsNow, -1, single, false);
  becomes(FUNCTION_VALUE);
  Last.isTakenForCalled = runsNow;
  Last.isNamed = false;
  if (isAsync) Last.isGetter = false;
  Last.arrowEnd = Token.lastEnd;
}

/**
 * The parameters and the body. `single` is the only parameter of an arrow function without parentheses, -1 for
 * none; `name` that of a function expression.
 */
function readFunction(flags: i32, runsNow: bool, name: i32, single: i32, hasOneParameter: bool): void {
  const context = Code.context;
  Code.context = runsNow ? context : contextOfLater();
  readFunctionIn(flags, name, single, hasOneParameter);
  Code.context = context;
  if ((flags & inArrow) === 0 || endsInBrace) next();
}

let endsInBrace: bool = false;

/** The same in the circumstances at hand, up to the last token, which a closing brace stays to be. */
export function readFunctionIn(flags: i32, name: i32, single: i32, hasOneParameter: bool): void {
  enter();
  const isArrow = (flags & inArrow) !== 0;
  const noIn = Code.noIn;
  const outerFlags = Frame.flags;
  const outerThisFlags = Frame.thisFlags;
  const outerHasArguments = Frame.hasArguments;
  const outerFirstLabel = Frame.firstLabel;
  Code.noIn = false;
  // Parameters neither await nor yield.
  Frame.flags = flags & ~(inAsyncFunction | inGenerator);
  if (!isArrow) Frame.thisFlags = flags;
  if (!isArrow) Frame.hasArguments = true;
  Frame.firstLabel = Labels.count;
  openScope(true);
  if (name >= 0) declareHere(name, OWN_NAME);
  const hasParameters = single >= 0 || !(is(type.OPEN_PARENTHESIS) && peek() === 0x29);
  const isSimple = readParameters(single, hasOneParameter);
  if (isArrow) {
    if (!is(type.ARROW) || Token.newline) leave();
    next();
  }
  Frame.flags = flags;
  body(isSimple, isArrow, noIn);
  Last.isGetter = Last.isGetter && !hasParameters;
  closeScope();
  Frame.flags = outerFlags;
  Frame.thisFlags = outerThisFlags;
  Frame.hasArguments = outerHasArguments;
  Frame.firstLabel = outerFirstLabel;
  Code.noIn = noIn;
  Code.depth--;
}

/** Where the function ends that `readFunctionIn` has read. */
export function functionEnd(): i32 {
  return endsInBrace ? Token.end : Token.lastEnd;
}

function readParameters(single: i32, hasOneParameter: bool): bool {
  if (single >= 0) {
    declareName(single, PARAMETER);
    return true;
  }
  expect(type.OPEN_PARENTHESIS);
  if (!hasOneParameter) return parameters();
  if (is(type.DOTS)) leave();
  bindingElement(PARAMETER);
  eat(type.COMMA);
  if (!is(type.CLOSE_PARENTHESIS)) leave();
  next();
  // Whether it was a name alone makes no difference but for what a default value sees.
  return false;
}

/** Up to the closing brace, which stays the present token: what follows is read in the circumstances outside. */
function body(isSimple: bool, isArrow: bool, noIn: bool): void {
  // Default values do not see what the body declares.
  if (!isSimple) openBodyApart();
  if (isArrow && !is(type.OPEN_BRACE)) {
    Code.noIn = noIn;
    assignment();
    Last.isGetter = Last.isPath;
    endsInBrace = false;
  } else {
    const openCovers = Code.openCovers;
    Code.openCovers = 0;
    expect(type.OPEN_BRACE);
    const isReturn = isWord(RETURN);
    directives(isSimple);
    statementList();
    if (!is(type.CLOSE_BRACE)) leave();
    if (Code.openCovers > 0) leave();
    Code.openCovers = openCovers;
    Last.isGetter = isReturn;
    endsInBrace = true;
  }
  if (!isSimple) closeScope();
}

/** The strings a body starts with, of which `"use strict"` changes what follows. */
function directives(isSimple: bool): void {
  while (is(type.STRING)) {
    const start = Token.start;
    const isUseStrict = Token.end - start === 12 && isWrittenAt(start + 1, "use strict");
    next();
    if (continuesExpression()) {
      rewind(start);
      return;
    }
    if (!endsStatement()) leave();
    if (isUseStrict) {
      if (!isSimple) leave();
      Code.context |= inStrictCode;
    }
    eat(type.SEMICOLON);
  }
}

/** Surely the end of the expression statement that a string makes up. */
function endsStatement(): bool {
  if (is(type.SEMICOLON) || is(type.CLOSE_BRACE) || is(type.END_OF_FILE)) return true;
  return Token.newline && (is(type.WORD) || is(type.STRING));
}

/** The string before is only the start of an expression. */
function continuesExpression(): bool {
  switch (Token.type) {
    case type.WORD:
      return Token.value === IN || Token.value === INSTANCEOF;
    case type.COMMA:
    case type.DOT:
    case type.OPEN_BRACKET:
    case type.OPEN_PARENTHESIS:
    case type.OPTIONAL_CHAIN:
    case type.QUESTION:
    case type.TEMPLATE:
      return true;
    default:
      return Token.type >= type.NULLISH;
  }
}

function flagsFor(isAsync: bool, isGenerator: bool): i32 {
  return (isAsync ? inAsyncFunction : 0) | (isGenerator ? inGenerator : 0);
}
