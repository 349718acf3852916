import { leave } from "./leave";
import { Memory, privateNameSize } from "./memory";
import { entryOf } from "./names";
import { Notes } from "./notes";

/** How a private name is declared. A getter and a setter of one name, both static or neither, are a pair. */
export const BOTH: i32 = 1;
export const GETTER: i32 = 2;
export const SETTER: i32 = 3;
const STATIC_GETTER: i32 = 4;
const STATIC_SETTER: i32 = 5;

// Of a name's entry: the innermost class that declares it as a private name, by serial number, and how.
const classField: usize = 32;
const kindField: usize = 36;

let serial: i32 = 0;
let current: i32 = 0;
let declared: usize = 0;

export function startPrivateNames(): void {
  serial = 0;
  current = 0;
  declared = Memory.privateDeclared;
  Notes.privateUses = 0;
}

/** What must be kept of the class around while the members of another one are read. */
export class OuterClass {
  static serial: i32 = 0;
  static declared: usize = 0;
  static firstUse: i32 = 0;
}

export function openPrivateNames(): void {
  OuterClass.serial = current;
  OuterClass.declared = declared;
  OuterClass.firstUse = Notes.privateUses;
  current = ++serial;
}

/** Takes out of the uses those that the class declares; the others belong to the classes around. */
export function closePrivateNames(outer: i32, firstDeclared: usize, firstUse: i32): void {
  let kept = Memory.privateUses + ((<usize>firstUse) << 2);
  const end = Memory.privateUses + ((<usize>Notes.privateUses) << 2);
  for (let use = kept; use < end; use += 4) {
    const name = load<i32>(use);
    if (load<i32>(entryOf(name), classField) === current) continue;
    store<i32>(kept, name);
    kept += 4;
  }
  Notes.privateUses = <i32>((kept - Memory.privateUses) >> 2);
  forgetDeclared(firstDeclared);
  current = outer;
}

/** Undoes all declarations, wherever the reader stands. */
export function forgetPrivateNames(): void {
  forgetDeclared(Memory.privateDeclared);
  current = 0;
}

function forgetDeclared(first: usize): void {
  while (declared > first) {
    declared -= privateNameSize;
    const entry = entryOf(load<i32>(declared));
    store<i32>(entry, load<i32>(declared, 4), classField);
    store<i32>(entry, load<i32>(declared, 8), kindField);
  }
}

export function declarePrivateName(name: i32, accessor: i32, isStatic: bool): void {
  const entry = entryOf(name);
  const kind = accessor === BOTH ? BOTH : isStatic ? accessor + 2 : accessor;
  if (load<i32>(entry, classField) !== current) {
    if (declared + privateNameSize > Memory.privateDeclaredEnd) {
      leave();
      return;
    }
    store<i32>(declared, name);
    store<i32>(declared, load<i32>(entry, classField), 4);
    store<i32>(declared, load<i32>(entry, kindField), 8);
    declared += privateNameSize;
    store<i32>(entry, current, classField);
    store<i32>(entry, kind, kindField);
    return;
  }
  if (!isPair(load<i32>(entry, kindField), kind)) leave();
  store<i32>(entry, BOTH, kindField);
}

function isPair(known: i32, kind: i32): bool {
  return (
    (known === GETTER && kind === SETTER) ||
    (known === SETTER && kind === GETTER) ||
    (known === STATIC_GETTER && kind === STATIC_SETTER) ||
    (known === STATIC_SETTER && kind === STATIC_GETTER)
  );
}
