import { inOpenScope, inTry, isGuarded } from "./contexts";
import { leave, Reading } from "./leave";
import { Memory, referenceSize } from "./memory";
import { declaredIn, entryOf as entryOfName, waiting } from "./names";

/** Uses of names that wait for a declaration: of each the name, the offset, and the circumstances as bits. */
export class References {
  static count: i32 = 0;
  /** Where the last use of a name waits; -1 when it is settled. */
  static last: i32 = -1;
}

function entryOf(index: i32): usize {
  return Memory.references + <usize>index * referenceSize;
}

/** Takes out of the uses that wait those since the first one that the scope has declared. */
export function settle(scope: i32, first: i32): void {
  let kept = entryOf(first);
  const end = entryOf(References.count);
  for (let entry = kept; entry < end; entry += referenceSize) {
    const name = entryOfName(load<i32>(entry));
    if (load<i32>(name, declaredIn) === scope) {
      store<i32>(name, load<i32>(name, waiting) - 1, waiting);
      continue;
    }
    if (kept !== entry) memory.copy(kept, entry, referenceSize);
    kept += referenceSize;
  }
  References.count = <i32>((kept - Memory.references) / referenceSize);
}

/** Forgets the uses since there were `count`. */
export function dropReferences(count: i32): void {
  for (let index = count; index < References.count; index++) {
    const name = entryOfName(load<i32>(entryOf(index)));
    store<i32>(name, load<i32>(name, waiting) - 1, waiting);
  }
  References.count = count;
  References.last = -1;
}

export function reference(name: i32, offset: i32, context: i32): void {
  const entry = entryOfName(name);
  if (load<i32>(entry, declaredIn) !== 0) {
    References.last = -1;
    return;
  }
  const index = References.count;
  const use = entryOf(index);
  if (use + referenceSize > Memory.referencesEnd) {
    leave();
    return;
  }
  References.count = index + 1;
  store<i32>(entry, load<i32>(entry, waiting) + 1, waiting);
  store<i32>(use, name);
  store<i32>(use, offset, 4);
  store<i32>(use, context, 8);
  References.last = index;
}

/** Adds to what is done with a name that was used. After the reading was left, that is one of a former statement. */
export function markReference(index: i32, bit: i32): void {
  if (index < 0 || Reading.isLeft) return;
  const use = entryOf(index);
  store<i32>(use, load<i32>(use, 8) | bit, 8);
}

/** The uses since there were `count` stand in a function that runs elsewhere. */
export function openScopeSince(count: i32): void {
  for (let index = count; index < References.count; index++) markReference(index, inOpenScope);
}

/** The uses since there were `count` stand in a block that has a handler. */
export function guard(count: i32): void {
  for (let index = count; index < References.count; index++) {
    const use = entryOf(index);
    const bits = load<i32>(use, 8);
    if ((bits & inTry) !== 0) store<i32>(use, bits | isGuarded, 8);
  }
}

/** The other uses since there were `count` do not. */
export function unguard(count: i32): void {
  for (let index = count; index < References.count; index++) {
    const use = entryOf(index);
    const bits = load<i32>(use, 8);
    if ((bits & isGuarded) === 0) store<i32>(use, bits & ~inTry, 8);
  }
}
