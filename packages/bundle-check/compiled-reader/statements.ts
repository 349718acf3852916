import { ifStatement, jump, labelled, switchStatement, tryStatement } from "./branches";
import { classDeclaration } from "./classes";
import { inOrdinaryFunction } from "./contexts";
import { declarators } from "./declarators";
import { expression } from "./expressions";
import { functionDeclaration, startsAsyncFunction } from "./functions";
import { leave } from "./leave";
import { block, doWhileLoop, forLoop, whileLoop } from "./loops";
import { LEXICAL, VARIABLE } from "./scopes";
import { Code, enter, Frame } from "./state";
import { at } from "./text";
import * as type from "./token-types";
import { eat, ends, is, next, peek, Token } from "./tokens";
import {
  ASYNC,
  BREAK,
  CLASS,
  CONST,
  CONTINUE,
  DEBUGGER,
  DO,
  FOR,
  FUNCTION,
  firstName,
  IF,
  LET,
  RETURN,
  SWITCH,
  THROW,
  TRY,
  VAR,
  WHILE,
} from "./words";

export function statementList(): void {
  while (!ends(type.CLOSE_BRACE) && !is(type.END_OF_FILE)) statement(true);
}

export function statement(allowsDeclaration: bool): void {
  const openCovers = Code.openCovers;
  const pendingCalls = Code.pendingCalls;
  enter();
  plainStatement(allowsDeclaration);
  if (Code.openCovers > openCovers || Code.pendingCalls !== pendingCalls) leave();
  Code.depth--;
}

export function semicolon(): void {
  if (eat(type.SEMICOLON)) return;
  if (!is(type.CLOSE_BRACE) && !is(type.END_OF_FILE) && !Token.newline) leave();
}

function plainStatement(allowsDeclaration: bool): void {
  switch (Token.type) {
    case type.WORD:
      wordStatement(Token.value, allowsDeclaration);
      break;
    case type.OPEN_BRACE:
      block();
      break;
    case type.SEMICOLON:
      next();
      break;
    default:
      expression();
      semicolon();
  }
}

function wordStatement(word: i32, allowsDeclaration: bool): void {
  if (word >= firstName) {
    nameStatement(word, allowsDeclaration);
    return;
  }
  switch (word) {
    case VAR:
      next();
      declarators(VARIABLE, false);
      semicolon();
      break;
    case CONST:
      if (!allowsDeclaration) leave();
      next();
      declarators(LEXICAL, true);
      semicolon();
      break;
    case FUNCTION:
      if (!allowsDeclaration) leave();
      functionDeclaration();
      break;
    case CLASS:
      if (!allowsDeclaration) leave();
      classDeclaration();
      break;
    case IF:
      ifStatement();
      break;
    case FOR:
      forLoop();
      break;
    case WHILE:
      whileLoop();
      break;
    case DO:
      doWhileLoop();
      break;
    case RETURN:
      readReturn();
      break;
    case THROW:
      next();
      if (Token.newline) leave();
      expression();
      semicolon();
      break;
    case TRY:
      tryStatement();
      break;
    case SWITCH:
      switchStatement();
      break;
    case BREAK:
    case CONTINUE:
      jump(word === CONTINUE);
      break;
    case DEBUGGER:
      next();
      semicolon();
      break;
    default:
      // `with`, `import` and `export` are no expressions and leave there.
      expression();
      semicolon();
  }
}

function readReturn(): void {
  if ((Frame.flags & inOrdinaryFunction) === 0) leave();
  next();
  if (!is(type.SEMICOLON) && !is(type.CLOSE_BRACE) && !is(type.END_OF_FILE) && !Token.newline) expression();
  semicolon();
}

/** `let`, `async function`, a label, or an expression that starts with a name. */
function nameStatement(name: i32, allowsDeclaration: bool): void {
  if (name === LET) {
    if (!allowsDeclaration) leave();
    next();
    declarators(LEXICAL, false);
    semicolon();
  } else if (name === ASYNC && startsAsyncFunction()) {
    if (!allowsDeclaration) leave();
    functionDeclaration();
  } else if (at(Token.end) === 0x3a || peek() === 0x3a) {
    labelled(name);
  } else {
    expression();
    semicolon();
  }
}
