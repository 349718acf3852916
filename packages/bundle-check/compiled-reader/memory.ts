import { wordCount } from "./words";

/** Bytes of one entry in each table; what the words of an entry are, the files that own the tables say. */
export const nameSize: usize = 40;
export const referenceSize: usize = 12;
export const declarationSize: usize = 20;
export const scopeSize: usize = 32;
export const labelSize: usize = 8;
export const privateNameSize: usize = 12;
export const requestSize: usize = 28;
export const exportReadSize: usize = 8;
export const aliasSize: usize = 8;

/** Three for each level of depth, at most, and those of the code around. */
const mostScopes: i32 = 1_000;
/** Bytes for names that the code around gives. */
const sizeOfNamesGiven: usize = 65_536;
/** Each jump looks through those around it. */
export const mostLabels: i32 = 500;
/** A file with more is made to fill memory, or too long to be read here. */
const mostNames: i32 = 400_000;
const mostReferences: i32 = 500_000;

/** Where the tables lie in the memory. Pages that nothing is written to cost nothing. */
export class Memory {
  static characters: usize = 0;
  static namesGiven: usize = 0;
  static namesGivenEnd: usize = 0;
  static scopes: usize = 0;
  static labels: usize = 0;
  /** Two bytes for each character, zeros behind the last. */
  static text: usize = 0;
  static textLength: i32 = 0;
  static names: usize = 0;
  static namesEnd: usize = 0;
  static table: usize = 0;
  static references: usize = 0;
  static referencesEnd: usize = 0;
  static declarations: usize = 0;
  static declarationsEnd: usize = 0;
  static privateDeclared: usize = 0;
  static privateDeclaredEnd: usize = 0;
  static privateUses: usize = 0;
  static privateUsesEnd: usize = 0;
  static outerDeclarations: usize = 0;
  static outerDeclarationsEnd: usize = 0;
  static globalProperties: usize = 0;
  static globalPropertiesEnd: usize = 0;
  static requests: usize = 0;
  static requestsEnd: usize = 0;
  static exportReads: usize = 0;
  static exportReadsEnd: usize = 0;
  static aliases: usize = 0;
  static aliasesEnd: usize = 0;
}

let free: usize = 0;

function take(bytes: usize): usize {
  const at = free;
  free = (free + bytes + 7) & ~7;
  return at;
}

export function layOutOnce(): void {
  free = (__heap_base + 7) & ~7;
  Memory.characters = take(128);
  Memory.namesGiven = take(sizeOfNamesGiven);
  Memory.namesGivenEnd = free;
  Memory.scopes = take(<usize>mostScopes * scopeSize);
  Memory.labels = take(<usize>mostLabels * labelSize);
  Memory.text = free;
}

/**
 * Lays the tables out for a text of so many characters; each name, use or declaration takes at least two. False where
 * there is no room for them.
 */
export function layOut(length: i32): bool {
  free = Memory.text;
  Memory.textLength = length;
  take(((<usize>length) << 1) + 32);
  const half = length / 2 + 1;
  const names = min(half, mostNames) + wordCount + 64;
  const uses = min(half, mostReferences) + 1;
  Memory.names = take(<usize>names * nameSize);
  Memory.namesEnd = free;
  Memory.table = take((<usize>tableSizeFor(names)) << 2);
  Memory.references = take(<usize>uses * referenceSize);
  Memory.referencesEnd = free;
  Memory.declarations = take(<usize>uses * declarationSize);
  Memory.declarationsEnd = free;
  Memory.privateDeclared = take(<usize>(uses >> 1) * privateNameSize);
  Memory.privateDeclaredEnd = free;
  Memory.privateUses = take((<usize>(uses >> 1)) << 2);
  Memory.privateUsesEnd = free;
  Memory.outerDeclarations = take((<usize>uses) << 3);
  Memory.outerDeclarationsEnd = free;
  Memory.globalProperties = take((<usize>(uses >> 1)) << 2);
  Memory.globalPropertiesEnd = free;
  // `import("")`, and what parts it from the next.
  Memory.requests = take(<usize>(min(length / 11, mostReferences) + 1) * requestSize);
  Memory.requestsEnd = free;
  // `module.a` and `exports.a`.
  Memory.exportReads = take(<usize>(min(length / 8, mostReferences) + 1) * exportReadSize);
  Memory.exportReadsEnd = free;
  // `a=globalThis`, and what parts it from the next.
  Memory.aliases = take(<usize>(min(length / 13, mostReferences) + 1) * aliasSize);
  Memory.aliasesEnd = free;
  const missing = <i32>((free + 0xffff) >> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) return false;
  memory.fill(Memory.text + ((<usize>length) << 1), 0, 32);
  return true;
}

/** Slots for so many names: a power of two, at most half of them taken. */
export function tableSizeFor(names: i32): i32 {
  let size = 1024;
  while (size < names * 2) size <<= 1;
  return size;
}
