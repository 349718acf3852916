import { leave, Reading } from "./leave";
import { Notes } from "./notes";
import { dropReferences } from "./references";
import { Last } from "./state";
import { at, hasEscape } from "./text";
import { Token } from "./tokens";

// Conditions that are decided by their text, such as `"development" !== "production"`. Of those, comparisons of two
// strings are known here, and the literals that compilers leave. Code that can never run uses no names and requests no
// modules; all else in it counts.

/** The condition just read is no constant, or which of its branches runs. */
export const OPEN: i32 = 0;
export const ALWAYS: i32 = 1;
export const NEVER: i32 = 2;

/** Decided by a constant whose truth is not known here. */
const UNKNOWN: i32 = 3;

/** What the expression that was read last decides, as a condition. */
export function truth(): i32 {
  if (!Last.isConstant) return OPEN;
  if (Last.decidedEnd === Token.lastEnd) return Last.holds ? ALWAYS : NEVER;
  const isString = Last.isString && Last.stringEnd === Token.lastEnd;
  if (!isString || at(Last.stringStart + 1) === 0x5c) return UNKNOWN;
  return Last.stringEnd - Last.stringStart > 2 ? ALWAYS : NEVER;
}

/** The same; what nobody knows here is left. */
export function decide(): i32 {
  const decision = truth();
  checkDecision(decision);
  return decision;
}

export function checkDecision(decision: i32): void {
  if (decision === UNKNOWN) leave();
}

/** The expression that was read last is known to hold, or not. */
export function decides(holds: bool): void {
  Last.holds = holds;
  Last.decidedEnd = Token.lastEnd;
}

/** The number between two offsets was read last. Those of one digit alone are known here. */
export function decidesNumber(start: i32, end: i32): void {
  if (end - start === 1) decides(at(start) !== 0x30);
}

/** The string between the first offsets is compared to the one read last: `isEquality` is that of the operator. */
export function compare(start: i32, end: i32, isEquality: bool): void {
  const length = end - start;
  const other = Last.stringStart;
  const bothPlain = !hasEscape(start, end) && !hasEscape(other, Last.stringEnd);
  if (!bothPlain) {
    Last.decidedEnd = -1;
    return;
  }
  let isEqual = Last.stringEnd - other === length;
  for (let index = 1; isEqual && index < length - 1; index++)
    isEqual = at(start + index) === at(other + index);
  decides(isEqual === isEquality);
}

/** Code begins that never runs. What this returns is for its end. */
export function beginDead(): bool {
  const passesOverExports = Notes.passesOverExports;
  Notes.passesOverExports = false;
  return passesOverExports;
}

/** It ends; the uses and requests since there were `references` uses stand in it. */
export function endDead(passesOverExports: bool, references: i32, requests: i32): void {
  // It still names exports: `0 && (module.exports = …)`.
  if (Notes.passesOverExports) leave();
  if (Reading.isLeft) return;
  Notes.passesOverExports = passesOverExports;
  dropReferences(references);
  Notes.requests = requests;
}
