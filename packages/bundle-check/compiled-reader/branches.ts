import { inTry, isConditional } from "./contexts";
import { ALWAYS, beginDead, checkDecision, endDead, NEVER } from "./decisions";
import { expression } from "./expressions";
import { CHOICE, hasLabel, Labels, LOOP, mayJump, NEITHER, pushLabel, setLabelKind } from "./labels";
import { leave } from "./leave";
import { block, Condition, condition } from "./loops";
import { Notes } from "./notes";
import { bindingTarget } from "./patterns";
import { guard, References, unguard } from "./references";
import { CAUGHT, closeScope, openCatchBody, openScope, PARAMETER } from "./scopes";
import { Code } from "./state";
import { semicolon, statement, statementList } from "./statements";
import * as type from "./token-types";
import { eat, eatWord, ends, expect, is, isWord, next, peek, Token } from "./tokens";
import {
  CASE,
  CATCH,
  DEFAULT,
  DO,
  ELSE,
  FINALLY,
  FOR,
  FUNCTION,
  firstName,
  firstStrictName,
  IF,
  SWITCH,
  WHILE,
} from "./words";

/** Labels of one statement. */
const mostLabelsInARow: i32 = 20;

/** Chains of `else if` are read in a loop, as long as they may be. */
export function ifStatement(): void {
  const context = Code.context;
  let deadReferences = -1;
  let deadRequests = 0;
  let passesBeforeDead = false;
  let hasElse = true;
  do {
    next();
    const branch = condition();
    const decision = Condition.truth;
    checkDecision(decision);
    Code.context |= branch;
    const references = References.count;
    const requests = Notes.requests;
    const passes = decision === NEVER && beginDead();
    statement(false);
    if (decision === NEVER) endDead(passes, references, requests);
    if (decision === ALWAYS && deadReferences < 0) {
      deadReferences = References.count;
      deadRequests = Notes.requests;
      passesBeforeDead = beginDead();
    }
    hasElse = eatWord(ELSE);
  } while (hasElse && isWord(IF));
  if (hasElse) statement(false);
  if (deadReferences >= 0) endDead(passesBeforeDead, deadReferences, deadRequests);
  Code.context = context;
}

export function tryStatement(): void {
  const context = Code.context;
  const references = References.count;
  const requests = Notes.requests;
  next();
  Code.context |= inTry;
  block();
  Code.context = context;
  const hasHandler = isWord(CATCH);
  if (hasHandler) {
    guard(references);
    readCatch();
  } else if ((context & inTry) === 0) {
    // Without a handler the failure is not caught.
    if (Notes.requests !== requests) leave();
    unguard(references);
  }
  if (eatWord(FINALLY)) block();
  else if (!hasHandler) leave();
}

function readCatch(): void {
  const context = Code.context;
  next();
  Code.context |= isConditional;
  openScope(false);
  let isPattern = false;
  if (eat(type.OPEN_PARENTHESIS)) {
    isPattern = !is(type.WORD);
    bindingTarget(isPattern ? PARAMETER : CAUGHT);
    expect(type.CLOSE_PARENTHESIS);
  }
  // A name alone shares its scope with the body; default values do not see what the body declares.
  if (isPattern) openCatchBody();
  expect(type.OPEN_BRACE);
  statementList();
  if (!is(type.CLOSE_BRACE)) leave();
  if (isPattern) closeScope();
  closeScope();
  Code.context = context;
  next();
}

export function switchStatement(): void {
  const context = Code.context;
  next();
  condition();
  expect(type.OPEN_BRACE);
  openScope(false);
  Code.context |= isConditional;
  pushLabel(CHOICE, -1);
  let hasDefault = false;
  while (!ends(type.CLOSE_BRACE)) {
    if (eatWord(DEFAULT)) {
      if (hasDefault) leave();
      hasDefault = true;
    } else {
      if (!eatWord(CASE)) leave();
      expression();
    }
    expect(type.COLON);
    while (!ends(type.CLOSE_BRACE) && !isWord(CASE) && !isWord(DEFAULT)) statement(true);
  }
  Labels.count--;
  closeScope();
  Code.context = context;
  next();
}

export function labelled(first: i32): void {
  const before = Labels.count;
  for (let name = first; ; name = Token.value) {
    if (name < firstStrictName || hasLabel(name) || Labels.count - before === mostLabelsInARow) leave();
    pushLabel(NEITHER, name);
    next();
    next();
    if (!is(type.WORD) || Token.value < firstName || peek() !== 0x3a) break;
  }
  // Functions after labels are sloppy.
  if (isWord(FUNCTION)) leave();
  const kind = isWord(FOR) || isWord(WHILE) || isWord(DO) ? LOOP : isWord(SWITCH) ? CHOICE : NEITHER;
  for (let index = before; index < Labels.count; index++) setLabelKind(index, kind);
  statement(false);
  Labels.count = before;
}

export function jump(isContinue: bool): void {
  next();
  const hasName = is(type.WORD) && !Token.newline;
  if (!mayJump(isContinue, hasName ? Token.value : -1)) leave();
  if (hasName) next();
  semicolon();
}
