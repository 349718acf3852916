import { END_OF_FILE } from "./token-types";
import { Token } from "./tokens";

/** Whether, and where, the reading was left. */
export class Reading {
  static isLeft: bool = false;
  static leftAt: i32 = 0;
  /** Where the next token is searched. */
  static position: i32 = 0;
  /** How far the text was looked at beyond that. */
  static lookedTo: i32 = 0;
}

/**
 * Ends the reading: the code is not surely plain, or means more than its names. From here on there are no tokens, so
 * that everything under way comes to its end; what it does meanwhile is undone. An exception would cost a hundred
 * times as much, and scripts are left at every export.
 */
export function leave(): void {
  if (Reading.isLeft) {
    comeToEnd();
    return;
  }
  Reading.isLeft = true;
  Reading.leftAt = max(Reading.position, Reading.lookedTo);
  Token.type = END_OF_FILE;
}

/** The same, where more of the text was looked at than the reading has come to: that counts as read in vain. */
export function leaveBehind(position: i32): void {
  leave();
  if (position > Reading.leftAt) Reading.leftAt = position;
}

/** Far more than what is under way can ask for when there are no tokens any more. */
const mostSteps: i32 = 1_000_000;
let steps: i32 = 0;

/** Called at each step after the reading was left: a loop that goes on all the same ends the whole reading. */
export function comeToEnd(): void {
  if (++steps > mostSteps) unreachable();
}

/** The text was looked at up to here, perhaps to be left: that counts as read in vain. */
export function lookedTo(position: i32): void {
  if (position > Reading.lookedTo) Reading.lookedTo = position;
}

export function startReading(): void {
  Reading.lookedTo = 0;
  Reading.isLeft = false;
  steps = 0;
}
