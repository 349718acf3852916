import { isAssigned } from "./contexts";
import { nestedAssignment } from "./expressions";
import { leave } from "./leave";
import { NONE } from "./loader";
import { subscripts } from "./members";
import { checkBindingName } from "./names";
import { readName } from "./primaries";
import { markReference, References } from "./references";
import { CAUGHT, declareHere, declareVariable, LEXICAL, PARAMETER, VARIABLE } from "./scopes";
import { Code, enter, Last, MEMBER, NAME } from "./state";
import * as type from "./token-types";
import { eat, ends, expect, is, next, Token } from "./tokens";
import { ARGUMENTS } from "./words";

/** Instead of a kind of declaration: the pattern is assigned to. */
const ASSIGNED: i32 = 0;

/** Reads the name of a property, an expression in brackets included; the number of a plain word, else -1. */
export function propertyKey(): i32 {
  if (is(type.WORD)) {
    const value = Token.value;
    next();
    return value;
  }
  if (is(type.OPEN_BRACKET)) {
    next();
    nestedAssignment();
    expect(type.CLOSE_BRACKET);
    return -1;
  }
  if (!is(type.STRING) && !is(type.NUMERIC)) leave();
  next();
  return -1;
}

export function declareName(name: i32, kind: i32): void {
  checkBindingName(name);
  if (kind === VARIABLE) declareVariable(name);
  else declareHere(name, kind);
}

/** A name or a pattern, without the default value that may follow. */
export function bindingTarget(kind: i32): void {
  if (is(type.WORD)) {
    const value = Token.value;
    next();
    declareName(value, kind);
    return;
  }
  pattern(kind);
}

export function bindingElement(kind: i32): void {
  bindingTarget(kind === CAUGHT ? LEXICAL : kind);
  if (eat(type.ASSIGN)) nestedAssignment();
}

/** The array or object literal that turned out to be assigned to. */
export function assignmentPattern(): void {
  pattern(ASSIGNED);
}

function target(kind: i32): void {
  const noIn = Code.noIn;
  Code.noIn = false;
  if (kind === ASSIGNED) assignmentTarget();
  else bindingTarget(kind);
  Code.noIn = noIn;
}

function assignmentTarget(): void {
  if (is(type.OPEN_BRACKET) || is(type.OPEN_BRACE)) {
    assignmentPattern();
    // `[{ a: 1 }.a] = …` is a member after all.
    if (is(type.DOT) || is(type.OPEN_BRACKET) || is(type.OPEN_PARENTHESIS)) leave();
    if (is(type.OPTIONAL_CHAIN) || is(type.TEMPLATE)) leave();
    return;
  }
  subscripts(true);
  if (Last.kind === NAME) assigned(Last.name);
  else if (Last.kind !== MEMBER || Last.loader !== NONE) leave();
}

function assigned(name: i32): void {
  if (name === ARGUMENTS) leave();
  markReference(References.last, isAssigned);
}

function pattern(kind: i32): void {
  enter();
  if (is(type.OPEN_BRACKET)) arrayPattern(kind);
  else if (is(type.OPEN_BRACE)) objectPattern(kind);
  else leave();
  Code.depth--;
}

function arrayPattern(kind: i32): void {
  next();
  while (!ends(type.CLOSE_BRACKET)) {
    if (eat(type.COMMA)) continue;
    if (eat(type.DOTS)) {
      target(kind);
      if (!is(type.CLOSE_BRACKET)) leave();
      break;
    }
    target(kind);
    if (eat(type.ASSIGN)) nestedAssignment();
    if (!is(type.CLOSE_BRACKET)) expect(type.COMMA);
  }
  next();
}

function objectPattern(kind: i32): void {
  next();
  while (!ends(type.CLOSE_BRACE)) {
    if (eat(type.DOTS)) {
      if (!is(type.WORD)) leave();
      target(kind);
      if (!is(type.CLOSE_BRACE)) leave();
      break;
    }
    const start = Token.start;
    const key = propertyKey();
    if (eat(type.COLON)) target(kind);
    else if (key >= 0) shorthand(key, kind, start);
    else leave();
    if (eat(type.ASSIGN)) nestedAssignment();
    if (!is(type.CLOSE_BRACE)) expect(type.COMMA);
  }
  next();
}

function shorthand(name: i32, kind: i32, start: i32): void {
  if (kind !== ASSIGNED) declareName(name, kind);
  else {
    readName(name, start);
    assigned(name);
  }
}

/** The parameters up to the closing parenthesis; true when they are names alone. */
export function parameters(): bool {
  let isSimple = true;
  while (!ends(type.CLOSE_PARENTHESIS)) {
    if (eat(type.DOTS)) {
      isSimple = false;
      bindingTarget(PARAMETER);
      if (!is(type.CLOSE_PARENTHESIS)) leave();
      break;
    }
    if (!is(type.WORD)) isSimple = false;
    bindingTarget(PARAMETER);
    if (is(type.ASSIGN)) {
      isSimple = false;
      next();
      nestedAssignment();
    }
    if (!is(type.CLOSE_PARENTHESIS)) expect(type.COMMA);
  }
  next();
  return isSimple;
}
