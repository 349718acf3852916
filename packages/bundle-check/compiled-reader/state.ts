import { inFunction, inStrictCode } from "./contexts";
import { isAliasSince } from "./global-aliases";
import { leave } from "./leave";
import { forgetExportReadsFrom } from "./loader";
import { Memory } from "./memory";
import { dropReferences } from "./references";
import { forgetRequestsFrom } from "./requests";
import { rewind, Token } from "./tokens";

/** Deeper code is left to the reader around this one, whose stack holds more. */
const deepest: i32 = 250;

/** Where in the code the reader is. */
export class Code {
  /** The circumstances, as bits. */
  static context: i32 = 0;
  static depth: i32 = 0;
  /** `{ a = 1 }` that must still turn out to be a pattern. */
  static openCovers: i32 = 0;
  /** `in` ends the expression, as in the head of a `for`. */
  static noIn: bool = false;
  /** Functions that were taken for called where they stand, and were not seen to be. */
  static pendingCalls: i32 = 0;
  static isModule: bool = false;
  /** Where the first `import.meta` stands that was read, which scripts do not have; -1 for none. */
  static importMetaAt: i32 = -1;
  /** Characters that were gone over again. */
  static reread: i32 = 0;
}

/** What is known inside one function. */
export class Frame {
  static flags: i32 = 0;
  /** The flags of the function `this` belongs to. */
  static thisFlags: i32 = 0;
  /** Inside a function that has `arguments`. */
  static hasArguments: bool = false;
  /** The labels of this function are those from here on. */
  static firstLabel: i32 = 0;
}

/** What the last expression was. */
export const OTHER: i32 = 0;
export const NAME: i32 = 1;
export const MEMBER: i32 = 2;
export const LITERAL: i32 = 3;
export const FUNCTION_VALUE: i32 = 4;
export const IMPORT_CALL: i32 = 5;
export const AWAITED_IMPORT: i32 = 6;

export class Last {
  static kind: i32 = 0;
  static name: i32 = -1;
  static nameStart: i32 = -1;
  /** The name or the object of the members was the expression's start: `a.b.c`. */
  static isPath: bool = false;
  /** Made of literals alone, so that its truth may be known. */
  static isConstant: bool = false;
  /** A string alone, and where it starts and ends. */
  static isString: bool = false;
  static stringStart: i32 = -1;
  static stringEnd: i32 = -1;
  /** A call of `require`, and one that yields what such a call does. */
  static isRequireCall: bool = false;
  static isRequired: bool = false;
  /** `"name" in window`, which has noted the name. */
  static isGlobalTest: bool = false;
  /** `typeof name` decides it. */
  static tests: i32 = 0;
  /** `??` is 1, `||` and `&&` are 2, without parentheses around. */
  static mixed: i32 = 0;
  /** Of a member of a plain name: the name and the member's, each -1 when there is none. */
  static memberOf: i32 = -1;
  static memberName: i32 = -1;
  static isPrivateMember: bool = false;
  /** What it is to the loader of scripts, through a name that stands there, and is not declared; see `loader`. */
  static loader: i32 = 0;
  static loaderStart: i32 = -1;
  static isOwnLoader: bool = false;
  /** The place among the requests of the `import("x")` that it is, or awaits; -1 for none. */
  static importEntry: i32 = -1;
  /** Where the last expression ended whose truth its text decides, and that truth; see `decisions`. */
  static decidedEnd: i32 = -1;
  static holds: bool = false;
  /** The function could be the getter of an export table. */
  static isGetter: bool = false;
  /** The function, or one of the table, has a name of its own, which is none where it becomes a getter. */
  static isNamed: bool = false;
  /** The function was taken for called where it stands. */
  static isTakenForCalled: bool = false;
  /** Where an arrow function ended, after which no operator may follow. */
  static arrowEnd: i32 = -1;
}

/** Where functions most probably are called at once, and where they are not. */
export class Guess {
  static calledStart: i32 = -1;
  /** Where the operand of `typeof` starts. */
  static typeofStart: i32 = -1;
  static uncalledStart: i32 = -1;
  static argumentStart: i32 = -1;
  static argumentRuns: bool = false;
}

export function becomes(kind: i32): void {
  Last.kind = kind;
  Last.isPath = false;
  Last.isConstant = false;
  Last.tests = 0;
  Last.isTakenForCalled = false;
  Last.isGlobalTest = false;
  Last.isRequireCall = false;
  Last.isRequired = false;
  Last.loader = 0;
}

export function isStrict(): bool {
  return (Code.context & inStrictCode) !== 0;
}

/** The circumstances inside of a function that is written here and called later. */
export function contextOfLater(): i32 {
  return (Code.context & inStrictCode) | inFunction;
}

export function enter(): void {
  if (++Code.depth > deepest) leave();
}

/** The function read last is called where it is written; nobody asks where that makes no difference. */
export function calledHere(): void {
  if (contextOfLater() === Code.context) return;
  if (!Last.isTakenForCalled) leave();
  Last.isTakenForCalled = false;
  Code.pendingCalls--;
}

/** Reads a text again that turned out to be a pattern or parameters. */
export function goBack(start: i32, references: i32, pendingCalls: i32): void {
  Code.reread += Token.lastEnd - start;
  // Nested parameters would double it at each level.
  if (Code.reread > 2 * Memory.textLength + 1_000) leave();
  dropReferences(references);
  forgetRequestsFrom(start);
  // What is read again must not know of it before.
  if (isAliasSince(start)) leave();
  forgetExportReadsFrom(start);
  Code.pendingCalls = pendingCalls;
  // What ended somewhere has not begun yet.
  Last.arrowEnd = -1;
  rewind(start);
}
