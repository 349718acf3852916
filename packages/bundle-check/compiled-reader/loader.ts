import { leave } from "./leave";
import { exportReadSize, Memory } from "./memory";
import {
  countsExports,
  declaredIn,
  entryOf,
  flagsOf,
  isExportedWhole,
  isGlobalObject,
  runsElsewhere,
} from "./names";
import { Notes } from "./notes";
import { FUNCTION_VALUE, Guess, Last } from "./state";
import { at } from "./text";
import * as type from "./token-types";
import { is, peek } from "./tokens";
import { EXPORTS } from "./words";

// What `exports` and `module` mean in a script. Where they are the loader's, code that reads exports is noted, and all
// that may export something is left. Where the code declares them, they are variables like others.

/** What the last expression is. */
export const NONE: i32 = 0;
/** `module`. */
const MODULE_OBJECT: i32 = 1;
/** `exports` or `module.exports`. */
export const WHOLE: i32 = 2;
/** `exports.name`, `exports[key]`. */
const EXPORT: i32 = 3;

/** The code around declares the names. */
export class Outside {
  static declaresExports: bool = false;
  static declaresModule: bool = false;
}

/** The present token assigns to the member before it, `hasName` telling whether its name is known. */
function isAssignment(hasName: bool): bool {
  return is(type.ASSIGN) || (hasName && (is(type.COMPOUND_ASSIGN) || is(type.LOGICAL_ASSIGN)));
}

/** One of the names was read as a value; the token behind it is the present one. */
export function startLoader(name: i32, offset: i32): void {
  const isExports = name === EXPORTS;
  const entry = entryOf(name);
  if ((flagsOf(name) & (isExportedWhole | isGlobalObject)) !== 0) leave();
  Last.loader = isExports ? WHOLE : MODULE_OBJECT;
  Last.loaderStart = offset;
  Last.isOwnLoader =
    load<i32>(entry, declaredIn) === 0 && !(isExports ? Outside.declaresExports : Outside.declaresModule);
  if (offset !== Guess.typeofStart) checkValue();
}

/** Conditions and calls do more with them than others: as a value they are left. */
function checkValue(): void {
  if (Last.isOwnLoader && !opensMember()) leave();
}

/** What was read last is the object of a member. */
export function opensMember(): bool {
  return is(type.DOT) || is(type.OPEN_BRACKET) || (is(type.OPTIONAL_CHAIN) && peek() !== 0x28);
}

/** The last expression became a member of what `loader` says; `name` is its static name, -1 for none. */
export function memberOfLoader(loader: i32, name: i32): void {
  if (loader === WHOLE) {
    Last.loader = EXPORT;
    // What is assigned is not read.
    if (!isAssignment(name >= 0)) noteExportRead(name);
  } else if (loader === MODULE_OBJECT && name === EXPORTS) {
    Last.loader = WHOLE;
    checkValue();
  } else if (loader === MODULE_OBJECT && name >= 0) noteExportRead(-1);
}

/** The last expression, which starts at `start`, is assigned to; the operator is the present token. */
export function checkExport(start: i32): void {
  const isTarget = Last.loader === EXPORT || (Last.loader === WHOLE && is(type.ASSIGN));
  if (!isTarget || !isAssignment(Last.memberName >= 0)) return;
  // In parentheses it was taken for one that is read.
  if (Last.isOwnLoader || at(start) === 0x28) leave();
  else passOverExport();
}

/** Something may be exported through a variable: it counts where the file hands its own `exports` to a function. */
export function passOverExport(): void {
  if ((flagsOf(EXPORTS) & countsExports) !== 0) leave();
  else Notes.passesOverExports = true;
}

/** After the value: of several in a chain, only the first tells where the function runs. */
export function checkExportedFunction(name: i32): void {
  if (name >= 0 && Last.kind === FUNCTION_VALUE && (flagsOf(name) & runsElsewhere) !== 0) leave();
}

/** Where `exports` or `module` stands that is only read, and the name that is read of it; -1 for none. */
function noteExportRead(name: i32): void {
  if (!Last.isOwnLoader && name < 0) return;
  const entry = Memory.exportReads + <usize>Notes.exportReads * exportReadSize;
  if (entry + exportReadSize > Memory.exportReadsEnd) {
    leave();
    return;
  }
  Notes.exportReads++;
  store<i32>(entry, Last.loaderStart);
  store<i32>(entry, name, 4);
}

/** Forgets what stands at `offset` or behind it, because it is about to be read again. */
export function forgetExportReadsFrom(offset: i32): void {
  while (Notes.exportReads > 0) {
    if (load<i32>(Memory.exportReads + <usize>(Notes.exportReads - 1) * exportReadSize) < offset) return;
    Notes.exportReads--;
  }
}
