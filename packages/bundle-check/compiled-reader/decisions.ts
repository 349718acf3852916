import { leave, Reading } from "./leave";
import { Notes } from "./notes";
import { dropReferences } from "./references";
import { Last } from "./state";
import { at, hasEscape } from "./text";
import { Token } from "./tokens";

// Conditions that are decided by their text, such as `"development" !== "production"`. Of those, comparisons of two
// strings are known here. Code that can never run uses no names and requests no modules; all else in it counts.

/** The condition just read is no constant, or which of its branches runs. */
export const OPEN: i32 = 0;
export const ALWAYS: i32 = 1;
export const NEVER: i32 = 2;

/** What the condition that was read last decides; what nobody knows here is left. */
export function decide(): i32 {
  if (!Last.isConstant) return OPEN;
  if (Last.comparedEnd !== Token.lastEnd) leave();
  return Last.comparison ? ALWAYS : NEVER;
}

/** The string between the first offsets is compared to the one read last: `isEquality` is that of the operator. */
export function compare(start: i32, end: i32, isEquality: bool): void {
  const length = end - start;
  const other = Last.stringStart;
  const bothPlain = !hasEscape(start, end) && !hasEscape(other, Last.stringEnd);
  if (!bothPlain) {
    Last.comparedEnd = -1;
    return;
  }
  let isEqual = Last.stringEnd - other === length;
  for (let index = 1; isEqual && index < length - 1; index++)
    isEqual = at(start + index) === at(other + index);
  Last.comparison = isEqual === isEquality;
  Last.comparedEnd = Token.lastEnd;
}

/** The uses and requests since there were `references` uses stand in code that never runs. */
export function dropUses(references: i32, requests: i32): void {
  if (Reading.isLeft) return;
  dropReferences(references);
  Notes.requests = requests;
}
