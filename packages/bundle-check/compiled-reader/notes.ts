import { leave } from "./leave";
import { Memory } from "./memory";

/** What the code around must be told of, beside uses of names. */
export class Notes {
  /** Properties of the global object that are read, and private names of the classes around; names by number. */
  static globalProperties: i32 = 0;
  static privateUses: i32 = 0;
  /** Modules that are requested; see `requests`. */
  static requests: i32 = 0;
  /** Where scripts read what they export; see `loader`. */
  static exportReads: i32 = 0;
  /** Variables that hold the global object; see `global-aliases`. */
  static aliases: i32 = 0;
  /** Something was assigned to `exports` or `module` where the code declares them. */
  static passesOverExports: bool = false;
  /** Names that statements declare to the code around, each with the way to declare it; see `scopes`. */
  static outerDeclarations: i32 = 0;
}

export function noteGlobalProperty(name: i32): void {
  const entry = Memory.globalProperties + ((<usize>Notes.globalProperties) << 2);
  if (entry + 4 > Memory.globalPropertiesEnd) {
    leave();
    return;
  }
  Notes.globalProperties++;
  store<i32>(entry, name);
}

export function usePrivateName(name: i32): void {
  const entry = Memory.privateUses + ((<usize>Notes.privateUses) << 2);
  if (entry + 4 > Memory.privateUsesEnd) {
    leave();
    return;
  }
  Notes.privateUses++;
  store<i32>(entry, name);
}
