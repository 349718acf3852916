import { inGenerator, isAssigned } from "./contexts";
import { ALWAYS, beginDead, decide, endDead, NEVER } from "./decisions";
import { bindImported } from "./dynamic-imports";
import { leave, Reading } from "./leave";
import { checkExport, checkExportedFunction, WHOLE } from "./loader";
import { longestChain } from "./members";
import { checkNotExported, flagsOf, runsElsewhere } from "./names";
import { Notes } from "./notes";
import { binary, branchContext, checkAssigned, readString } from "./operators";
import { assignmentPattern } from "./patterns";
import { readName, readNumber } from "./primaries";
import { markReference, openScopeSince, References } from "./references";
import {
  becomes,
  Code,
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
import { at } from "./text";
import * as type from "./token-types";
import { eat, expect, is, isStar, isWord, next, Token } from "./tokens";
import { firstStrictName, IN, YIELD } from "./words";

export function expression(): void {
  assignment();
  if (!is(type.COMMA)) return;
  while (eat(type.COMMA)) assignment();
  becomes(OTHER);
}

/** An expression in which `in` is an operator. */
export function nestedExpression(): void {
  const noIn = Code.noIn;
  Code.noIn = false;
  expression();
  Code.noIn = noIn;
}

export function nestedAssignment(): void {
  const noIn = Code.noIn;
  Code.noIn = false;
  assignment();
  Code.noIn = noIn;
}

export function assignment(): void {
  readAssignment(true);
}

/** A name or a literal with nothing around it, by far the most frequent value: no operator need be looked for. */
function loneValue(): bool {
  const kind = Token.type;
  if (kind !== type.WORD && kind !== type.STRING && kind !== type.NUMERIC) return false;
  const value = Token.value;
  if (kind === type.WORD && value < firstStrictName) return false;
  const following = at(Reading.position);
  const ends =
    following === 0x2c ||
    following === 0x29 ||
    following === 0x3b ||
    following === 0x5d ||
    following === 0x7d;
  if (!ends) return false;
  const start = Token.start;
  if (kind === type.STRING) readString();
  else if (kind === type.NUMERIC) readNumber();
  else {
    next();
    readName(value, start);
  }
  return true;
}

function readAssignment(withConditional: bool): void {
  if (loneValue()) return;
  enter();
  if (isWord(YIELD)) readYield();
  else {
    const start = Token.start;
    const covers = Code.openCovers;
    const references = References.count;
    const pending = Code.pendingCalls;
    binary(0);
    if (is(type.QUESTION)) {
      if (withConditional) conditional();
    } else if (Token.type >= type.ASSIGN && Token.type <= type.LOGICAL_ASSIGN) {
      assign(start, references, covers, pending);
    }
  }
  Code.depth--;
}

function assign(start: i32, references: i32, covers: i32, pending: i32): void {
  if (Token.lastEnd === Last.arrowEnd) leave();
  const isPlain = is(type.ASSIGN);
  const isExport = Last.loader >= WHOLE;
  if (isExport) checkExport(start);
  let kind = Last.kind;
  let patternEnd = -1;
  if (kind === NAME) {
    checkAssigned();
    if (isPlain) markReference(References.last, isAssigned);
  } else if (kind === LITERAL && isPlain) {
    goBack(start, references, pending);
    Code.openCovers = covers;
    assignmentPattern();
    if (!is(type.ASSIGN)) leave();
    patternEnd = Token.lastEnd;
    kind = OTHER;
  } else if (kind !== MEMBER) leave();
  const name = kind === NAME ? Last.name : -1;
  const member = kind === MEMBER ? Last.memberName : -1;
  checkNotExported(kind === MEMBER ? Last.memberOf : name);
  next();
  assignment();
  if (patternEnd >= 0) bindImported(start, patternEnd);
  if (name >= 0 && Last.kind === NAME) checkNotExported(Last.name);
  if (isExport) checkExportedFunction(member);
  if (member >= 0) checkElsewhere(member, references);
  becomes(OTHER);
}

/** A function that is turned into text runs elsewhere, among other names. */
export function checkElsewhere(name: i32, references: i32): void {
  if (Last.kind === FUNCTION_VALUE && (flagsOf(name) & runsElsewhere) !== 0) openScopeSince(references);
}

function readYield(): void {
  if ((Frame.flags & inGenerator) === 0) leave();
  next();
  const ends =
    Token.newline ||
    is(type.END_OF_FILE) ||
    is(type.COMMA) ||
    is(type.SEMICOLON) ||
    is(type.COLON) ||
    is(type.CLOSE_PARENTHESIS) ||
    is(type.CLOSE_BRACKET) ||
    is(type.CLOSE_BRACE) ||
    isWord(IN);
  if (!ends) {
    if (isStar()) next();
    assignment();
  }
  becomes(OTHER);
}

/** A chain of decisions nests to the right; a loop keeps the stack flat. */
function conditional(): void {
  const context = Code.context;
  let deadReferences = -1;
  let deadRequests = 0;
  let passesBeforeDead = false;
  for (let length = 0; is(type.QUESTION); length++) {
    if (Token.lastEnd === Last.arrowEnd || length > longestChain) leave();
    const decision = decide();
    Code.context |= branchContext();
    const references = References.count;
    const requests = Notes.requests;
    const passes = decision === NEVER && beginDead();
    next();
    Guess.uncalledStart = Token.start;
    nestedAssignment();
    // `isNode ? require("library") : Library`
    if (Last.isRequireCall) leave();
    if (decision === NEVER) endDead(passes, references, requests);
    if (decision === ALWAYS && deadReferences < 0) {
      deadReferences = References.count;
      deadRequests = Notes.requests;
      passesBeforeDead = beginDead();
    }
    expect(type.COLON);
    Guess.uncalledStart = Token.start;
    readAssignment(false);
    if (Last.isRequireCall) leave();
  }
  if (deadReferences >= 0) endDead(passesBeforeDead, deadReferences, deadRequests);
  Code.context = context;
  becomes(OTHER);
}
