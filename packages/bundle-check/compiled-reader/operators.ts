import {
  inAsyncFunction,
  isBesideModuleTest,
  isConditional,
  isTypeofOperand,
  isUnderTypeofTest,
} from "./contexts";
import { ALWAYS, beginDead, compare, decide, decides, endDead, NEVER, OPEN } from "./decisions";
import { leave } from "./leave";
import { nameInQuotes, subscripts } from "./members";
import { Notes, noteGlobalProperty, usePrivateName } from "./notes";
import { markReference, References } from "./references";
import {
  AWAITED_IMPORT,
  becomes,
  Code,
  enter,
  Frame,
  Guess,
  IMPORT_CALL,
  Last,
  MEMBER,
  NAME,
  OTHER,
} from "./state";
import { at } from "./text";
import * as type from "./token-types";
import { is, isWord, next, Token } from "./tokens";
import {
  ARGUMENTS,
  AWAIT,
  DEFINE,
  DELETE,
  EXPORTS,
  FUNCTION,
  firstStrictName,
  GLOBAL_THIS,
  IN,
  INSTANCEOF,
  MODULE,
  PARENT,
  REQUIRE,
  TYPEOF,
  VOID,
  WINDOW,
} from "./words";

const relationalPrecedence: i32 = 7;

// Prefixes that are no words.
const LOGICAL_NOT: i32 = -1;
const OTHER_SIGN: i32 = -2;

export function checkAssigned(): void {
  if (Last.name < firstStrictName || Last.name === ARGUMENTS) leave();
}

/** What a branch under the test just read adds to the circumstances. */
export function branchContext(): i32 {
  return isConditional | Last.tests;
}

export function binary(minimum: i32): void {
  if (is(type.PRIVATE_NAME)) {
    if (minimum >= relationalPrecedence) leave();
    usePrivateName(Token.value);
    next();
    if (!isWord(IN) || Code.noIn) leave();
    becomes(OTHER);
  } else unary();
  Last.mixed = 0;
  for (;;) {
    const operator = Token.type;
    const isWordOperator =
      operator === type.WORD && (Token.value === INSTANCEOF || (Token.value === IN && !Code.noIn));
    if (operator < type.NULLISH && !isWordOperator) {
      if (operator === type.WORD || Token.lastEnd !== Last.arrowEnd) return;
      if (operator === type.QUESTION || operator === type.OPEN_PARENTHESIS) leave();
      return;
    }
    if (Token.lastEnd === Last.arrowEnd) leave();
    // acorn's tokenizer takes some values that end in a brace for blocks, behind which no division stands.
    if (operator === type.SLASH && at(Token.lastEnd - 1) === 0x7d) leave();
    const precedence = isWordOperator ? relationalPrecedence : Token.value;
    const isRightAssociative = operator === type.POWER;
    if (isRightAssociative ? precedence < minimum : precedence <= minimum) return;
    operation(operator, precedence, isRightAssociative);
  }
}

function operation(operator: i32, precedence: i32, isRightAssociative: bool): void {
  const isConstant = Last.isConstant;
  const tests = Last.tests;
  const context = Code.context;
  const leftMixed = Last.mixed;
  // `"name" in window` says that the file knows the name.
  const mayTest = operator === type.WORD && Token.value === IN && Last.isString;
  if (mayTest && at(Token.lastEnd - 1) === 0x29) leave();
  const tested = mayTest && Last.stringEnd === Token.lastEnd ? Last.stringStart : -1;
  const testedEnd = Last.stringEnd;
  const isCompared = operator === type.EQUALITY && Last.isString && Last.stringEnd === Token.lastEnd;
  const comparedStart = Last.stringStart;
  const isStrictComparison = isCompared && Token.end - Token.start === 3;
  const isEquality = at(Token.start) === 0x3d;
  const isLogical =
    operator === type.NULLISH || operator === type.LOGICAL_OR || operator === type.LOGICAL_AND;
  // The left side of another operation is not asked for by itself.
  if (Last.isGlobalTest && !isLogical) leave();
  let isDead = false;
  if (isLogical) {
    const decision = operator === type.NULLISH ? OPEN : decide();
    isDead = decision === (operator === type.LOGICAL_AND ? NEVER : ALWAYS);
    Code.context |= isConditional;
  }
  const references = References.count;
  const requests = Notes.requests;
  const passesOverExports = isDead && beginDead();
  next();
  if (operator === type.NULLISH || operator === type.LOGICAL_OR) Guess.uncalledStart = Token.start;
  enter();
  binary(isRightAssociative ? precedence - 1 : precedence);
  if (Token.lastEnd === Last.arrowEnd) leave();
  Code.depth--;
  Code.context = context;
  const mixed = isLogical ? (operator === type.NULLISH ? 1 : 2) : 0;
  // `??` stands beside `||` and `&&` only in parentheses.
  if (mixed !== 0) {
    if ((leftMixed !== 0 && leftMixed !== mixed) || (Last.mixed !== 0 && Last.mixed !== mixed)) leave();
  }
  if (isDead) endDead(passesOverExports, references, requests);
  // A variable that holds the global object is not asked.
  const isGlobalTest = tested >= 0 && Last.kind === NAME && isGlobalObjectWord(Last.name);
  if (isGlobalTest) {
    const name = nameInQuotes(tested + 1, testedEnd - 1);
    if (name < 0) leave();
    else noteGlobalProperty(name);
  }
  const rightConstant = Last.isConstant;
  const isRightString = Last.isString && Last.stringEnd === Token.lastEnd;
  const rightTests = Last.tests;
  becomes(OTHER);
  Last.mixed = mixed;
  Last.isString = false;
  Last.isConstant = isDead || (isConstant && rightConstant && operator !== type.NULLISH);
  if (isDead) {
    decides(operator === type.LOGICAL_OR);
  } else if (isStrictComparison && isRightString) compare(comparedStart, testedEnd, isEquality);
  else if (!isLogical) Last.decidedEnd = -1;
  Last.tests = tests | rightTests;
  Last.isGlobalTest = isGlobalTest;
}

function isGlobalObjectWord(name: i32): bool {
  return name === GLOBAL_THIS || (name >= WINDOW && name <= PARENT);
}

export function readString(): void {
  Last.stringStart = Token.start;
  Last.stringEnd = Token.end;
  next();
  becomes(OTHER);
  Last.isConstant = true;
  Last.isString = true;
}

function unary(): void {
  Last.isString = false;
  const kind = Token.type;
  if (kind === type.WORD) {
    const value = Token.value;
    if (value === TYPEOF || value === VOID || value === DELETE) {
      prefix(value);
      return;
    }
    if (value === AWAIT) {
      readAwait();
      return;
    }
  } else if (kind === type.NOT || kind === type.PLUS_MINUS) {
    prefix(kind === type.NOT && at(Token.start) === 0x21 ? LOGICAL_NOT : OTHER_SIGN);
    return;
  } else if (kind === type.UPDATE) {
    next();
    enter();
    unary();
    Code.depth--;
    checkUpdated();
    becomes(OTHER);
    return;
  }
  subscripts(true);
  if (is(type.UPDATE) && !Token.newline) {
    if (Token.lastEnd === Last.arrowEnd) leave();
    checkUpdated();
    next();
    becomes(OTHER);
  }
}

function checkUpdated(): void {
  if (Last.kind === NAME) checkAssigned();
  else if (Last.kind !== MEMBER) leave();
}

function prefix(operator: i32): void {
  next();
  // `!function () { … }()`
  if (operator === TYPEOF) Guess.typeofStart = Token.start;
  else if (isWord(FUNCTION)) Guess.calledStart = Token.start;
  const numberEnd = is(type.NUMERIC) ? Token.end : -1;
  enter();
  unary();
  Code.depth--;
  if (Token.lastEnd === Last.arrowEnd) leave();
  if (operator === LOGICAL_NOT) Last.holds = !Last.holds;
  else if (operator === VOID && Token.lastEnd === numberEnd) decides(false);
  else Last.decidedEnd = -1;
  let isConstant = Last.isConstant;
  let tests = Last.tests;
  if (operator === TYPEOF) {
    tests = 0;
    if (Last.kind === NAME) {
      markReference(References.last, isTypeofOperand);
      tests = isUnderTypeofTest | (tellsModules(Last.name) ? isBesideModuleTest : 0);
    }
  } else if (operator === DELETE) {
    const mayBeDeleted = Last.kind === MEMBER || Last.kind === OTHER || Last.kind >= IMPORT_CALL;
    if (!mayBeDeleted || Last.isPrivateMember) leave();
  }
  if (operator !== LOGICAL_NOT && operator !== VOID) isConstant = false;
  if (is(type.POWER)) leave();
  becomes(OTHER);
  Last.isString = false;
  Last.isConstant = isConstant;
  Last.tests = tests;
}

/** Tests of these names tell modules from pages. */
function tellsModules(name: i32): bool {
  return name === DEFINE || name === EXPORTS || name === MODULE || name === REQUIRE;
}

function readAwait(): void {
  if ((Frame.flags & inAsyncFunction) === 0) leave();
  next();
  enter();
  unary();
  Code.depth--;
  if (is(type.POWER) || Token.lastEnd === Last.arrowEnd) leave();
  if (Last.kind === IMPORT_CALL) {
    const entry = Last.importEntry;
    becomes(AWAITED_IMPORT);
    Last.importEntry = entry;
  } else becomes(OTHER);
  Last.isString = false;
}
