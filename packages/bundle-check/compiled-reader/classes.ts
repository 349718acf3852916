import {
  inFieldValue,
  inFunction,
  inOrdinaryFunction,
  inStaticBlock,
  inStrictCode,
  inTry,
  mayCallSuper,
  mayUseSuper,
} from "./contexts";
import { nestedAssignment } from "./expressions";
import { accessor, method } from "./functions";
import { Labels } from "./labels";
import { leave } from "./leave";
import { subscripts } from "./members";
import { checkBindingName, checkNotExported } from "./names";
import { declareName, propertyKey } from "./patterns";
import {
  BOTH,
  closePrivateNames,
  declarePrivateName,
  GETTER,
  OuterClass,
  openPrivateNames,
  SETTER,
} from "./private-names";
import { closeScope, declareHere, LEXICAL, OWN_NAME, openScope, openStaticBlock } from "./scopes";
import { Code, enter, Frame, Last } from "./state";
import { statementList } from "./statements";
import { isWrittenAt } from "./text";
import * as type from "./token-types";
import { eat, eatWord, ends, expect, is, isStar, isWord, next, peek, peekedNewline, Token } from "./tokens";
import { ACCESSOR, ASYNC, CONSTRUCTOR, EXTENDS, GET, PROTOTYPE, SET, STATIC } from "./words";

const fieldFlags: i32 = inOrdinaryFunction | mayUseSuper | inFieldValue;

export function classValue(): void {
  readClass(false);
}

export function classDeclaration(): void {
  readClass(true);
}

function readClass(isDeclaration: bool): void {
  enter();
  const context = Code.context;
  next();
  let name = -1;
  if (is(type.WORD) && Token.value !== EXTENDS) {
    name = Token.value;
    checkBindingName(name);
    next();
    if (isDeclaration) {
      checkNotExported(name);
      declareName(name, LEXICAL);
    }
  } else if (isDeclaration) leave();
  Code.context |= inStrictCode;
  openScope(false);
  if (name >= 0) declareHere(name, OWN_NAME);
  const isDerived = eatWord(EXTENDS);
  if (isDerived) {
    const noIn = Code.noIn;
    Code.noIn = false;
    subscripts(true);
    Code.noIn = noIn;
    if (Token.lastEnd === Last.arrowEnd) leave();
  }
  classBody(isDerived);
  closeScope();
  Code.context = context;
  Code.depth--;
  next();
}

function classBody(isDerived: bool): void {
  openPrivateNames();
  const outer = OuterClass.serial;
  const firstDeclared = OuterClass.declared;
  const firstUse = OuterClass.firstUse;
  let hasConstructor = false;
  expect(type.OPEN_BRACE);
  while (!ends(type.CLOSE_BRACE)) {
    if (eat(type.SEMICOLON)) continue;
    if (element(isDerived)) {
      if (hasConstructor) leave();
      hasConstructor = true;
    }
  }
  closePrivateNames(outer, firstDeclared, firstUse);
}

/** True for the constructor. */
function element(isDerived: bool): bool {
  let isStatic = false;
  let isAsync = false;
  let isGenerator = false;
  let accessorKind = BOTH;
  if (isWord(STATIC) && !isNameItself()) {
    next();
    if (is(type.OPEN_BRACE)) {
      staticBlock();
      return false;
    }
    isStatic = true;
  }
  if (isWord(ACCESSOR) && !isNameItself()) leave();
  if (isWord(ASYNC) && !isNameItself()) {
    next();
    if (Token.newline) leave();
    isAsync = true;
  }
  if (isStar()) {
    next();
    isGenerator = true;
  } else if (!isAsync && (isWord(GET) || isWord(SET)) && !isNameItself()) {
    accessorKind = isWord(GET) ? GETTER : SETTER;
    next();
  }
  return member(isStatic, isAsync, isGenerator, accessorKind, isDerived);
}

function member(isStatic: bool, isAsync: bool, isGenerator: bool, accessorKind: i32, isDerived: bool): bool {
  const isPrivate = is(type.PRIVATE_NAME);
  const value = Token.value;
  // A constructor in quotes is one, too.
  if (is(type.STRING)) {
    const inside = Token.start + 1;
    if (isWrittenAt(inside, "constructor") || isWrittenAt(inside, "prototype")) leave();
  }
  const key = isPrivate ? -1 : propertyKey();
  if (isPrivate) {
    if (value === CONSTRUCTOR) leave();
    declarePrivateName(value, accessorKind, isStatic);
    next();
  } else if (isStatic && key === PROTOTYPE) leave();
  const isConstructor = key === CONSTRUCTOR;
  if (!is(type.OPEN_PARENTHESIS)) {
    if (isAsync || isGenerator || accessorKind !== BOTH || isConstructor) leave();
    field(isStatic);
    return false;
  }
  if (accessorKind !== BOTH) {
    if (isConstructor && !isStatic) leave();
    accessor(accessorKind === GETTER);
    return false;
  }
  const constructs = isConstructor && !isStatic;
  if (constructs && (isAsync || isGenerator)) leave();
  method(isAsync, isGenerator, mayUseSuper | (constructs && isDerived ? mayCallSuper : 0), false);
  return constructs;
}

/** The present word is followed by what only follows the name of a member: `(`, `=`, `;`, `}` or a line break. */
function isNameItself(): bool {
  const newline = Token.newline;
  Token.newline = false;
  const code = peek();
  const breaks = peekedNewline;
  Token.newline = newline;
  if (code === 0x28 || code === 0x3d || code === 0x3b || code === 0x7d) return true;
  // A field may end at the line break, or the modifier may go on in the next line.
  if (breaks) leave();
  return false;
}

function field(isStatic: bool): void {
  if (eat(type.ASSIGN)) {
    const context = Code.context;
    const flags = Frame.flags;
    const thisFlags = Frame.thisFlags;
    const hasArguments = Frame.hasArguments;
    const firstLabel = Frame.firstLabel;
    if (!isStatic) Code.context = (context & ~inTry) | inFunction;
    Frame.flags = fieldFlags;
    Frame.thisFlags = fieldFlags;
    Frame.hasArguments = false;
    Frame.firstLabel = Labels.count;
    nestedAssignment();
    Code.context = context;
    Frame.flags = flags;
    Frame.thisFlags = thisFlags;
    Frame.hasArguments = hasArguments;
    Frame.firstLabel = firstLabel;
  }
  if (Code.openCovers > 0) leave();
  if (!eat(type.SEMICOLON) && !is(type.CLOSE_BRACE) && !Token.newline) leave();
}

function staticBlock(): void {
  const flags = Frame.flags;
  const thisFlags = Frame.thisFlags;
  const hasArguments = Frame.hasArguments;
  const firstLabel = Frame.firstLabel;
  const openCovers = Code.openCovers;
  Frame.flags = inStaticBlock | mayUseSuper;
  Frame.thisFlags = inStaticBlock | mayUseSuper;
  Frame.hasArguments = false;
  Frame.firstLabel = Labels.count;
  Code.openCovers = 0;
  next();
  openStaticBlock();
  statementList();
  if (!is(type.CLOSE_BRACE)) leave();
  closeScope();
  Frame.flags = flags;
  Frame.thisFlags = thisFlags;
  Frame.hasArguments = hasArguments;
  Frame.firstLabel = firstLabel;
  Code.openCovers = openCovers;
  next();
}
