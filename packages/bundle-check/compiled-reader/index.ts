/**
 * Reads statements, and functions that run later than the code around them: scopes, free names and their
 * circumstances. The reader around it hands over the text once and then the place of each of them. Whatever means
 * more than declarations and uses of names is left to it.
 */
import { functionEnd, readFunctionIn } from "./functions";
import { Labels } from "./labels";
import { leave, Reading, startReading } from "./leave";
import { Outside } from "./loader";
import { layOut, layOutOnce, Memory } from "./memory";
import { addFlags, find, resetNames } from "./names";
import { Notes } from "./notes";
import { forgetPrivateNames, startPrivateNames } from "./private-names";
import { dropReferences, References } from "./references";
import { backToMark, closeOuterScopes, markScopes, startOuterScopes, startScopes } from "./scopes";
import { Code, Frame, Guess, Last } from "./state";
import { statement } from "./statements";
import { classifyCharacters } from "./text";
import * as type from "./token-types";
import { is, isWord, next, rewind, Token } from "./tokens";
import { THROW } from "./words";

layOutOnce();
classifyCharacters();

/** Options of a reading, as bits. */
const hasArguments: i32 = 1;
const hasOneParameter: i32 = 2;
/** `in` ends the expression that an arrow function may have for a body. */
const noIn: i32 = 4;
/** An arrow function starts with its parameter, not with a parenthesis. */
const hasSingleParameter: i32 = 8;
const startsWithAsync: i32 = 16;
/** Statements stand in a function, in a block of that or of the file; else at the top of the file. */
const isInFunction: i32 = 32;
const isInBlock: i32 = 64;
/** Only the first statement is read. */
const isSingle: i32 = 128;
/** The code around declares `exports`, or `module`. */
const declaresExports: i32 = 256;
const declaresModule: i32 = 512;

/**
 * Makes room for a text of so many characters. Returns the address to write it to, two bytes for each; 0 where there is
 * no room. */
export function begin(length: i32, isModule: bool): usize {
  if (!layOut(length)) return 0;
  startReading();
  nextGiven = Memory.namesGiven;
  resetNames(isModule);
  startScopes();
  startPrivateNames();
  Code.isModule = isModule;
  Code.reread = 0;
  return Memory.text;
}

let nextGiven: usize = 0;

/** Where a name of so many characters is written before `flag` is called; 0 when there is no more room. */
export function givenName(length: i32): usize {
  return nextGiven + ((<usize>length) << 1) > Memory.namesGivenEnd ? 0 : nextGiven;
}

/** Gives the name that was written there flags; see `names`. */
export function flag(length: i32, flags: i32): void {
  const start = nextGiven;
  nextGiven += (<usize>length) << 1;
  let hash = 0;
  for (let address = start; address < nextGiven; address += 2) hash = hash * 31 + <i32>load<u16>(address);
  addFlags(find(start, length, hash), flags);
}

/**
 * Reads the function whose parameters start at `start`. `flags`, `thisFlags` and `context` are those of the code in
 * it, in bits. Returns the offset where it ends, -1 where it was left.
 */
export function readFunction(start: i32, flags: i32, thisFlags: i32, context: i32, options: i32): i32 {
  startOuterScopes(false, false);
  prepare(start, flags, thisFlags, context, options);
  if ((options & startsWithAsync) !== 0) next();
  let single = -1;
  if ((options & hasSingleParameter) !== 0) {
    if (!is(type.WORD)) leave();
    single = Token.value;
    next();
  }
  readFunctionIn(flags, -1, single, (options & hasOneParameter) !== 0);
  if (Code.openCovers > 0 || Code.pendingCalls !== 0) leave();
  if (!Reading.isLeft) return functionEnd();
  backToMark();
  forgetPrivateNames();
  return -1;
}

/** Where the last statement ends that was read to its end; the start where none was. */
let statementsEnd: i32 = 0;

/**
 * Reads statements from `start` on, up to the end of their block, to one whose kind counts at the top of a file, or
 * until it leaves. What was read up to then stands at `lastStatementEnd()`.
 */
export function readStatements(start: i32, flags: i32, thisFlags: i32, context: i32, options: i32): void {
  statementsEnd = start;
  const isTop = (options & (isInFunction | isInBlock)) === 0;
  startOuterScopes((options & isInFunction) !== 0, (options & isInBlock) !== 0);
  prepare(start, flags, thisFlags, context, options);
  while (!is(type.CLOSE_BRACE) && !is(type.END_OF_FILE)) {
    if (isTop && (is(type.SEMICOLON) || isWord(THROW))) return;
    statement(true);
    if (Reading.isLeft) break;
    statementsEnd = Token.lastEnd;
    markScopes();
    if ((options & isSingle) !== 0) return;
  }
  if (!Reading.isLeft) return;
  backToMark();
  forgetPrivateNames();
}

export function lastStatementEnd(): i32 {
  return statementsEnd;
}

function prepare(start: i32, flags: i32, thisFlags: i32, context: i32, options: i32): void {
  startReading();
  Code.context = context;
  Code.depth = 0;
  Code.openCovers = 0;
  Code.noIn = (options & noIn) !== 0;
  Code.pendingCalls = 0;
  Code.importMetaAt = -1;
  Frame.flags = flags;
  Frame.thisFlags = thisFlags;
  Frame.hasArguments = (options & hasArguments) !== 0;
  Frame.firstLabel = 0;
  Labels.count = 0;
  Last.arrowEnd = -1;
  Last.isGetter = false;
  Last.importEntry = -1;
  Last.decidedEnd = -1;
  Guess.calledStart = -1;
  Guess.typeofStart = -1;
  Guess.uncalledStart = -1;
  Guess.argumentStart = -1;
  Guess.argumentRuns = false;
  Notes.globalProperties = 0;
  Notes.privateUses = 0;
  Notes.requests = 0;
  Notes.exportReads = 0;
  Notes.aliases = 0;
  Notes.passesOverExports = false;
  Outside.declaresExports = (options & declaresExports) !== 0;
  Outside.declaresModule = (options & declaresModule) !== 0;
  // Before the first token, which may be one that is left.
  markScopes();
  rewind(start);
}

/** Where the last reading was left, to know how much of it was in vain; -1 when it was not. */
export function leftAt(): i32 {
  return Reading.isLeft ? Reading.leftAt : -1;
}

/** The function read last could be the getter of an export table. */
export function isGetter(): bool {
  return Last.isGetter;
}

/** Where the first `import.meta` stands that was read; -1 for none. */
export function importMetaAt(): i32 {
  return Code.importMetaAt;
}

/** The uses of names that no scope of the function declares: for each its name, its offset and its circumstances. */
export function references(): usize {
  return Memory.references;
}

export function referenceCount(): i32 {
  return References.count;
}

/** For each name the address where it is written and its length, then what is of no use outside. */
export function names(): usize {
  return Memory.names;
}

export function globalProperties(): usize {
  return Memory.globalProperties;
}

export function globalPropertyCount(): i32 {
  return Notes.globalProperties;
}

/**
 * For each module that is requested: where `require` or `import` stands, where the string starts and ends, the
 * circumstances, whether it is an import and of which use, where that is written, and the name that it is of.
 */
export function requests(): usize {
  return Memory.requests;
}

export function requestCount(): i32 {
  return Notes.requests;
}

/** For each `exports` or `module` that is only read: where it stands, and the name that is read of it, -1 for none. */
export function exportReads(): usize {
  return Memory.exportReads;
}

export function exportReadCount(): i32 {
  return Notes.exportReads;
}

/** Something was assigned to `exports` or `module` where the code declares them. */
export function passesOverExports(): bool {
  return Notes.passesOverExports;
}

/** For each variable that holds the global object from there on: its name, and where its declaration ends. */
export function aliases(): usize {
  return Memory.aliases;
}

export function aliasCount(): i32 {
  return Notes.aliases;
}

export function privateUses(): usize {
  return Memory.privateUses;
}

export function privateUseCount(): i32 {
  return Notes.privateUses;
}

/** For each name that statements declare to the code around: the name, and the way to declare it. */
export function outerDeclarations(): usize {
  return Memory.outerDeclarations;
}

export function outerDeclarationCount(): i32 {
  return Notes.outerDeclarations;
}

/** After the results were taken: forgets the uses that wait. */
export function done(): void {
  closeOuterScopes();
  dropReferences(0);
}
