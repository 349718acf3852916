import { callArguments } from "./calls";
import { classValue } from "./classes";
import { inFieldValue, inOrdinaryFunction, inStaticBlock, mayCallSuper, mayUseSuper } from "./contexts";
import { decides, decidesNumber } from "./decisions";
import { dynamicImport } from "./dynamic-imports";
import { nestedAssignment, nestedExpression } from "./expressions";
import { isOtherUrl } from "./file-urls";
import { arrowFunction, functionExpression } from "./functions";
import { leave, Reading } from "./leave";
import { opensMember, startLoader } from "./loader";
import { endOfNames, subscripts } from "./members";
import { flagsOf, isEvaluator, isLoaderName, leavesAsValue, requestsModule } from "./names";
import { objectLiteral } from "./object-literals";
import { readRegularExpression, readTemplatePart } from "./open-literals";
import { readString } from "./operators";
import { References, reference } from "./references";
import { checkRequirer, isRequirer } from "./requests";
import { isInFile } from "./scopes";
import {
  becomes,
  Code,
  calledHere,
  enter,
  Frame,
  FUNCTION_VALUE,
  Guess,
  goBack,
  Last,
  LITERAL,
  MEMBER,
  NAME,
  OTHER,
} from "./state";
import { at, isSpace } from "./text";
import * as type from "./token-types";
import { eat, ends, expect, is, isWord, next, Token } from "./tokens";
import {
  ARGUMENTS,
  ASYNC,
  CLASS,
  FALSE,
  FUNCTION,
  firstName,
  firstStrictName,
  IMPORT,
  META,
  NEW,
  NULL,
  SUPER,
  TARGET,
  THIS,
  TRUE,
  URL,
} from "./words";

/** Literals, names, parentheses and what starts with a word of its own. */
export function primary(): void {
  switch (Token.type) {
    case type.WORD:
      readWord(Token.value);
      break;
    case type.STRING:
      readString();
      break;
    case type.NUMERIC:
      readNumber();
      break;
    case type.OPEN_PARENTHESIS:
      parenthesis();
      break;
    case type.OPEN_BRACKET:
      array();
      break;
    case type.OPEN_BRACE:
      objectLiteral();
      break;
    case type.TEMPLATE:
      templateParts();
      becomes(OTHER);
      break;
    case type.SLASH:
      regularExpression();
      break;
    case type.COMPOUND_ASSIGN:
      // `/=` opens a regular expression where a value is expected.
      if (at(Token.start) !== 0x2f) leave();
      regularExpression();
      break;
    default:
      leave();
  }
}

export function readNumber(): void {
  const start = Token.start;
  const end = Token.end;
  next();
  becomes(OTHER);
  Last.isConstant = true;
  decidesNumber(start, end);
}

function regularExpression(): void {
  readRegularExpression();
  becomes(OTHER);
  Last.isConstant = true;
}

function readWord(name: i32): void {
  const start = Token.start;
  if (name >= firstName) {
    next();
    if (is(type.ARROW) && !Token.newline) arrowFunction(start, false, name);
    else if (name === ASYNC && is(type.WORD) && !Token.newline) asyncFunction(start);
    else readName(name, start);
    return;
  }
  switch (name) {
    case FUNCTION:
      functionExpression(start, false);
      break;
    case THIS:
      next();
      // It may be what a script exports; of that, members and the left side of `&&` are only looked at.
      if (!Code.isModule && isInFile() && !is(type.LOGICAL_AND) && !opensMember()) leave();
      becomes(OTHER);
      break;
    case TRUE:
    case FALSE:
    case NULL:
      next();
      becomes(OTHER);
      Last.isConstant = true;
      decides(name === TRUE);
      break;
    case NEW:
      readNew();
      break;
    case CLASS:
      classValue();
      becomes(OTHER);
      break;
    case SUPER:
      readSuper();
      break;
    case IMPORT:
      readImport();
      break;
    default:
      leave();
  }
}

/** A word as a value; the token behind it is the present one. */
export function readName(name: i32, offset: i32): void {
  const flags = flagsOf(name);
  if (name < firstStrictName || (flags & leavesAsValue) !== 0) leave();
  if ((flags & requestsModule) !== 0) checkRequirer();
  References.last = -1;
  if (name === ARGUMENTS) {
    if ((Frame.thisFlags & (inFieldValue | inStaticBlock)) !== 0) leave();
    if (!Frame.hasArguments) reference(name, offset, Code.context);
  } else reference(name, offset, Code.context);
  becomes(NAME);
  Last.name = name;
  Last.nameStart = offset;
  Last.isPath = true;
  if ((flags & isLoaderName) !== 0) startLoader(name, offset);
}

function asyncFunction(start: i32): void {
  if (isWord(FUNCTION)) {
    functionExpression(start, true);
    return;
  }
  const value = Token.value;
  next();
  if (!is(type.ARROW) || Token.newline) leave();
  arrowFunction(start, true, value);
}

function readSuper(): void {
  const flags = Frame.thisFlags;
  next();
  if (is(type.OPEN_PARENTHESIS)) {
    if ((flags & mayCallSuper) === 0) leave();
  } else if ((flags & mayUseSuper) === 0 || !(is(type.DOT) || is(type.OPEN_BRACKET))) leave();
  becomes(OTHER);
}

function readImport(): void {
  const start = Token.start;
  next();
  if (is(type.OPEN_PARENTHESIS)) {
    dynamicImport(start);
    return;
  }
  expect(type.DOT);
  if (!isWord(META) || !Code.isModule) leave();
  else if (Code.importMetaAt < 0) Code.importMetaAt = start;
  next();
  becomes(OTHER);
}

function readNew(): void {
  next();
  if (is(type.DOT)) {
    next();
    const isInFunction = (Frame.thisFlags & (inOrdinaryFunction | inFieldValue | inStaticBlock)) !== 0;
    if (!isWord(TARGET) || !isInFunction || isInFile()) leave();
    next();
    becomes(OTHER);
    return;
  }
  // `new URL("./file", import.meta.url)` asks for a file.
  const isUrl = isWord(URL);
  if (isUrl ? !isOtherUrl(Token.end) : isWord(IMPORT) || isWord(THIS)) {
    if (!isWord(THIS) || (!Code.isModule && isInFile())) leave();
  }
  enter();
  subscripts(false);
  Code.depth--;
  if (Token.lastEnd === Last.arrowEnd || is(type.OPTIONAL_CHAIN)) leave();
  // `new (URL)(…)`
  if (!isUrl && Last.kind === NAME && Last.name === URL) leave();
  if (Last.kind === NAME && isRequirer(Last.name)) leave();
  const isImmediate = Last.kind === FUNCTION_VALUE;
  if (isImmediate) calledHere();
  if (is(type.OPEN_PARENTHESIS)) callArguments(isImmediate, false, -1);
  becomes(OTHER);
}

export function templateParts(): void {
  while (readTemplatePart()) {
    next();
    nestedExpression();
    if (!is(type.CLOSE_BRACE)) leave();
    Reading.position = Token.end;
  }
  next();
}

/** `(a, b) =>`, which need not be read as a value first. */
function opensParameters(start: i32): bool {
  let offset = endOfNames(start);
  if (offset < 0) return false;
  while (isSpace(at(offset))) offset++;
  return at(offset) === 0x3d && at(offset + 1) === 0x3e;
}

function parenthesis(): void {
  const start = Token.start;
  if (opensParameters(start)) {
    arrowFunction(start, false, -1);
    return;
  }
  const covers = Code.openCovers;
  const references = References.count;
  const pending = Code.pendingCalls;
  const calledStart = Guess.calledStart;
  const isArgument = start === Guess.argumentStart;
  // A universal module hands its factory to a function that is called at once.
  const isHandedOver = isArgument && Guess.argumentRuns;
  const isValue = (isArgument && !isHandedOver) || start === Guess.uncalledStart;
  next();
  if (isHandedOver) Guess.argumentStart = Token.start;
  let mustBeArrow = false;
  let count = 0;
  while (!ends(type.CLOSE_PARENTHESIS)) {
    if (is(type.DOTS)) {
      // A rest parameter: only an arrow function has one.
      mustBeArrow = true;
      break;
    }
    if (!isValue && count === 0) Guess.calledStart = Token.start;
    nestedAssignment();
    count++;
    if (is(type.CLOSE_PARENTHESIS)) break;
    expect(type.COMMA);
    mustBeArrow = is(type.CLOSE_PARENTHESIS);
  }
  const isRest = is(type.DOTS);
  if (!isRest) next();
  if (isRest || (is(type.ARROW) && !Token.newline)) {
    goBack(start, references, pending);
    Code.openCovers = covers;
    Guess.calledStart = calledStart;
    arrowFunction(start, false, -1);
    return;
  }
  if (count === 0 || mustBeArrow) leave();
  if (count === 1 && !isHandedOver && isLeftUncalled()) {
    goBack(start, references, pending);
    Code.openCovers = covers;
    Guess.calledStart = -1;
    Guess.uncalledStart = start;
    parenthesis();
    return;
  }
  // What follows `require` was looked at where it is the parenthesis: `(require).resolve("x")`, `(require)("\x61")`.
  if (count === 1 && Last.kind === NAME && isRequirer(Last.name) && !ends(type.CLOSE_PARENTHESIS)) leave();
  // Parenthesised patterns are none.
  if (count > 1 || Last.kind === LITERAL) {
    // A table of getters is one in parentheses as well, whatever precedes it as an argument.
    if (count === 1 && Last.isGetter) leave();
    const last = Last.kind === NAME ? Last.name : Last.kind === MEMBER ? Last.memberName : -1;
    if (last >= 0 && (flagsOf(last) & isEvaluator) !== 0) leave();
    const isConstant = Last.isConstant;
    becomes(OTHER);
    Last.isConstant = count === 1 && isConstant;
  }
}

/** The function in the parentheses was taken for called, and is not. */
function isLeftUncalled(): bool {
  if (Reading.isLeft || Last.kind !== FUNCTION_VALUE || !Last.isTakenForCalled) return false;
  return !is(type.OPEN_PARENTHESIS) && !is(type.DOT) && !is(type.OPTIONAL_CHAIN);
}

function array(): void {
  next();
  while (!ends(type.CLOSE_BRACKET)) {
    if (eat(type.COMMA)) continue;
    // Tables of a hundred thousand texts and numbers are not rare.
    if ((is(type.STRING) || is(type.NUMERIC)) && at(Reading.position) === 0x2c) {
      next();
      continue;
    }
    eat(type.DOTS);
    // Older bundlers put their modules into parentheses.
    Guess.uncalledStart = Token.start;
    nestedAssignment();
    if (!is(type.CLOSE_BRACKET)) expect(type.COMMA);
  }
  next();
  becomes(LITERAL);
}
