import { leave } from "./leave";
import { Memory, nameSize, tableSizeFor } from "./memory";
import {
  ARGUMENTS,
  EVAL,
  EVALUATE,
  EXPORTS,
  firstStrictName,
  GLOBAL_THIS,
  MODULE,
  OTHER_REQUIRE,
  PARENT,
  REQUIRE,
  SERIALIZE_FUNCTION,
  WINDOW,
  wordsOfLine,
} from "./words";

// A name is a number. Its entry: where it is written, its length, its hash, its flags, then what `scopes` and
// `classes` know of it.
const hashField: usize = 8;
const flagsField: usize = 12;
/** The innermost scope that declares the name, 0 for none, and how many uses of it wait. */
export const declaredIn: usize = 16;
export const waiting: usize = 28;

/** To use the name means more than a use of a name. */
export const leavesAsValue: i32 = 1;
/** A variable of the name is what a script exports, so that it counts what it holds and who else holds that. */
export const isExportedWhole: i32 = 2;
/** It is, or holds, the global object. */
export const isGlobalObject: i32 = 4;
/** A function of this name is handed functions that it evaluates elsewhere. */
export const isEvaluator: i32 = 8;
/** A function of this name is turned into text somewhere in the file. */
export const runsElsewhere: i32 = 16;
/** A call of it requests a module. */
export const requestsModule: i32 = 32;
/** `exports` and `module` in a script; see `loader`. */
export const isLoaderName: i32 = 64;
/**
 * What is exported counts also where the code declares `exports` itself: said of a file that is gone over again because
 * of `Notes.passesOverExports`.
 */
export const countsExports: i32 = 128;

let count: i32 = 0;
let mask: i32 = 0;
/** Names can be made to have one hash: how many steps from slot to slot, or characters compared, are still allowed. */
let stepsLeft: i32 = 0;

/** The entry of a name. */
export function entryOf(name: i32): usize {
  return Memory.names + <usize>name * nameSize;
}

export function flagsOf(name: i32): i32 {
  return load<i32>(entryOf(name), flagsField);
}

/** Forgets all names but the words of the language. In an ES module `exports` and `module` are names like others. */
export function resetNames(isModule: bool): void {
  count = 0;
  stepsLeft = 2 * Memory.textLength + 100_000;
  mask = 1023;
  memory.fill(Memory.table, 0xff, 4096);
  for (let line = 0; ; line++) {
    const words = wordsOfLine(line);
    if (words.length === 0) break;
    addWords(changetype<usize>(words), words.length);
  }
  addFlags(EVAL, leavesAsValue);
  addFlags(REQUIRE, requestsModule);
  addFlags(OTHER_REQUIRE, requestsModule);
  if (!isModule) {
    addFlags(EXPORTS, isLoaderName);
    addFlags(MODULE, isLoaderName);
  }
  addFlags(GLOBAL_THIS, isGlobalObject);
  for (let name = WINDOW; name <= PARENT; name++) addFlags(name, isGlobalObject);
  for (let name = EVALUATE; name <= SERIALIZE_FUNCTION; name++) addFlags(name, isEvaluator);
}

/** Adds the words of a text, which a space parts. */
function addWords(start: usize, length: i32): void {
  let from = 0;
  let hash = 0;
  for (let at = 0; at <= length; at++) {
    const code = at < length ? <i32>load<u16>(start + ((<usize>at) << 1)) : 0x20;
    if (code !== 0x20) {
      hash = hash * 31 + code;
      continue;
    }
    find(start + ((<usize>from) << 1), at - from, hash);
    from = at + 1;
    hash = 0;
  }
}

export function addFlags(name: i32, flags: i32): void {
  const entry = entryOf(name);
  store<i32>(entry, load<i32>(entry, flagsField) | flags, flagsField);
}

export function removeFlags(name: i32, flags: i32): void {
  const entry = entryOf(name);
  store<i32>(entry, load<i32>(entry, flagsField) & ~flags, flagsField);
}

/** Names that differ in one letter have hashes in a row, which must not have slots in a row. */
function slotOf(hash: i32): i32 {
  const mixed = hash * <i32>0x9e3779b1;
  return (mixed ^ (mixed >>> 15)) & mask;
}

/** The number of the name written at `start`, an address, with `length` characters. */
export function find(start: usize, length: i32, hash: i32): i32 {
  let slot = slotOf(hash);
  let name = load<i32>(Memory.table + ((<usize>slot) << 2));
  while (name >= 0) {
    const entry = entryOf(name);
    if (load<i32>(entry, hashField) === hash && load<i32>(entry, 4) === length) {
      if (memory.compare(load<i32>(entry), start, (<usize>length) << 1) === 0) return name;
      stepsLeft -= length;
    }
    if (--stepsLeft < 0) {
      leave();
      return 0;
    }
    slot = (slot + 1) & mask;
    name = load<i32>(Memory.table + ((<usize>slot) << 2));
  }
  return add(start, length, hash, slot);
}

function add(start: usize, length: i32, hash: i32, slot: i32): i32 {
  const name = count;
  const entry = entryOf(name);
  if (entry + nameSize > Memory.namesEnd) {
    leave();
    return 0;
  }
  count++;
  store<i32>(entry, <i32>start);
  store<i32>(entry, length, 4);
  store<i32>(entry, hash, hashField);
  memory.fill(entry + flagsField, 0, nameSize - flagsField);
  store<i32>(Memory.table + ((<usize>slot) << 2), name);
  if (count * 2 > mask) grow();
  return name;
}

function grow(): void {
  const capacity = <i32>((Memory.namesEnd - Memory.names) / nameSize);
  const size = tableSizeFor(min(count * 2, capacity));
  mask = size - 1;
  memory.fill(Memory.table, 0xff, (<usize>size) << 2);
  for (let name = 0; name < count; name++) {
    const hash = load<i32>(entryOf(name), hashField);
    let slot = slotOf(hash);
    while (load<i32>(Memory.table + ((<usize>slot) << 2)) >= 0) slot = (slot + 1) & mask;
    store<i32>(Memory.table + ((<usize>slot) << 2), name);
  }
}

/** What may be declared in sloppy code alone is left. */
export function checkBindingName(name: i32): void {
  if (name < firstStrictName || name === EVAL || name === ARGUMENTS) leave();
}

/** Something becomes of a variable, or is handed on, that may be what the file exports. */
export function checkNotExported(name: i32): void {
  if (name >= 0 && (flagsOf(name) & isExportedWhole) !== 0) leave();
}

/** `__export…`, `__reExport`: helpers of bundlers that fill export objects. */
export function isTableHelper(name: i32): bool {
  const entry = entryOf(name);
  const length = load<i32>(entry, 4);
  if (length < 8) return false;
  const text = changetype<usize>("__export__reExport");
  const start = <usize>load<i32>(entry);
  if (memory.compare(start, text, 16) === 0) return true;
  return length >= 10 && memory.compare(start, text + 16, 20) === 0;
}

/** A helper that adds another module's exports: `__exportStar`, `__reExport`, `_export`, with digits behind it or not. */
export function isExportHelper(name: i32): bool {
  if (name < 0) return false;
  const entry = entryOf(name);
  let at = <usize>load<i32>(entry);
  let end = at + ((<usize>load<i32>(entry, 4)) << 1);
  while (at < end && load<u16>(at) === 0x5f) at += 2;
  while (end > at && isDigit(load<u16>(end - 2))) end -= 2;
  const text = changetype<usize>("exportStarreExport");
  const length = end - at;
  // In bytes: "exportStar", "reExport" and "export".
  if (length === 20) return memory.compare(at, text, 20) === 0;
  if (length === 16) return memory.compare(at, text + 20, 16) === 0;
  return length === 12 && memory.compare(at, text, 12) === 0;
}

function isDigit(code: i32): bool {
  return code >= 0x30 && code <= 0x39;
}
