import { inAsyncFunction, isAssigned, isConditional } from "./contexts";
import { truth } from "./decisions";
import { declarators, initialValue } from "./declarators";
import { bindImported } from "./dynamic-imports";
import { assignment, expression } from "./expressions";
import { Labels, LOOP, pushLabel } from "./labels";
import { leave } from "./leave";
import { branchContext, checkAssigned } from "./operators";
import { assignmentPattern, bindingTarget } from "./patterns";
import { markReference, References } from "./references";
import { closeScope, LEXICAL, openScope, VARIABLE } from "./scopes";
import { Code, Frame, goBack, Last, LITERAL, MEMBER, NAME } from "./state";
import { statement, statementList } from "./statements";
import { at, isSpace, isWrittenAt } from "./text";
import * as type from "./token-types";
import { eat, eatWord, expect, is, isWord, next, Token } from "./tokens";
import { ASYNC, AWAIT, CONST, IN, LET, OF, USING, VAR, WHILE } from "./words";

export function block(): void {
  expect(type.OPEN_BRACE);
  openScope(false);
  statementList();
  if (!is(type.CLOSE_BRACE)) leave();
  closeScope();
  next();
}

/** What the condition of a statement that was read last decides. */
export class Condition {
  static truth: i32 = 0;
}

export function condition(): i32 {
  expect(type.OPEN_PARENTHESIS);
  expression();
  Condition.truth = truth();
  expect(type.CLOSE_PARENTHESIS);
  return branchContext();
}

function loopBody(): void {
  pushLabel(LOOP, -1);
  statement(false);
  Labels.count--;
}

export function whileLoop(): void {
  const context = Code.context;
  next();
  const isForever = isForeverAt(Token.start);
  condition();
  if (Last.isConstant && !isForever) leave();
  Code.context |= isConditional;
  loopBody();
  Code.context = context;
}

/** `(true)`, `(1)` or `(!0)`: what is behind the parenthesis at `offset` goes on for ever. */
function isForeverAt(offset: i32): bool {
  if (at(offset) !== 0x28) return false;
  let from = offset + 1;
  while (isSpace(at(from))) from++;
  let end = -1;
  if (isWrittenAt(from, "true")) end = from + 4;
  else if (isWrittenAt(from, "1")) end = from + 1;
  else if (isWrittenAt(from, "!0")) end = from + 2;
  if (end < 0) return false;
  while (isSpace(at(end))) end++;
  return at(end) === 0x29;
}

export function doWhileLoop(): void {
  next();
  loopBody();
  if (!eatWord(WHILE)) leave();
  condition();
  eat(type.SEMICOLON);
}

export function forLoop(): void {
  next();
  const isAwait = isWord(AWAIT);
  if (isAwait) {
    if ((Frame.flags & inAsyncFunction) === 0) leave();
    next();
  }
  expect(type.OPEN_PARENTHESIS);
  openScope(false);
  forHead(isAwait);
  closeScope();
}

function forHead(isAwait: bool): void {
  if (is(type.SEMICOLON)) {
    if (isAwait) leave();
    forRest();
    return;
  }
  const isDeclaration = isWord(VAR) || isWord(CONST) || isWord(LET);
  if (isDeclaration) forDeclaration(isAwait);
  else forExpression(isAwait);
}

/** `for (const name of …)`, `for (let index = 0, …; …)`. */
function forDeclaration(isAwait: bool): void {
  const isConst = isWord(CONST);
  const kind = isWord(VAR) ? VARIABLE : LEXICAL;
  Code.noIn = true;
  next();
  const isPattern = !is(type.WORD);
  const name = Token.value;
  const start = Token.start;
  bindingTarget(kind);
  const targetEnd = Token.lastEnd;
  const isInitialised = eat(type.ASSIGN);
  if (isInitialised) {
    initialValue(isPattern ? -1 : name);
    if (isPattern) bindImported(start, targetEnd);
  }
  Code.noIn = false;
  if (isWord(OF) || isWord(IN)) {
    if (isInitialised || (isAwait && !isWord(OF))) leave();
    forEach(isWord(OF));
    return;
  }
  if (isAwait || (!isInitialised && (isConst || isPattern))) leave();
  if (eat(type.COMMA)) {
    Code.noIn = true;
    declarators(kind, isConst);
    Code.noIn = false;
  }
  forRest();
}

function forExpression(isAwait: bool): void {
  const start = Token.start;
  const covers = Code.openCovers;
  const references = References.count;
  const pending = Code.pendingCalls;
  if (isWord(ASYNC) || isWord(USING)) leave();
  Code.noIn = true;
  expression();
  Code.noIn = false;
  if (isWord(OF) || isWord(IN)) {
    if (isAwait && !isWord(OF)) leave();
    forTarget(start, references, covers, pending);
    forEach(isWord(OF));
    return;
  }
  if (isAwait) leave();
  forRest();
}

function forTarget(start: i32, references: i32, covers: i32, pending: i32): void {
  if (Token.lastEnd === Last.arrowEnd) leave();
  if (Last.kind === NAME) {
    checkAssigned();
    markReference(References.last, isAssigned);
  } else if (Last.kind === LITERAL) {
    goBack(start, references, pending);
    Code.openCovers = covers;
    assignmentPattern();
    if (!isWord(OF) && !isWord(IN)) leave();
  } else if (Last.kind !== MEMBER) leave();
}

function forEach(isOf: bool): void {
  next();
  if (isOf) assignment();
  else expression();
  expect(type.CLOSE_PARENTHESIS);
  loopBody();
}

function forRest(): void {
  expect(type.SEMICOLON);
  if (!is(type.SEMICOLON)) expression();
  expect(type.SEMICOLON);
  if (!is(type.CLOSE_PARENTHESIS)) expression();
  expect(type.CLOSE_PARENTHESIS);
  loopBody();
}
