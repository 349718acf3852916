import { leave, Reading } from "./leave";
import { aliasSize, Memory } from "./memory";
import { addFlags, flagsOf, isGlobalObject, isLoaderName, removeFlags, requestsModule } from "./names";
import { Notes } from "./notes";
import { Token } from "./tokens";

/** From here on the variable is another name of the global object. */
export function noteAlias(name: i32): void {
  const flags = flagsOf(name);
  if (Reading.isLeft || (flags & isGlobalObject) !== 0) return;
  const entry = Memory.aliases + <usize>Notes.aliases * aliasSize;
  if ((flags & (isLoaderName | requestsModule)) !== 0 || entry + aliasSize > Memory.aliasesEnd) {
    leave();
    return;
  }
  Notes.aliases++;
  store<i32>(entry, name);
  store<i32>(entry, Token.lastEnd, 4);
  addFlags(name, isGlobalObject);
}

/** A name was noted at `offset` or behind it. */
export function isAliasSince(offset: i32): bool {
  if (Notes.aliases === 0) return false;
  return load<i32>(Memory.aliases + <usize>(Notes.aliases - 1) * aliasSize, 4) >= offset;
}

/** Forgets all but the first `count`. */
export function forgetAliases(count: i32): void {
  for (; Notes.aliases > count; Notes.aliases--) {
    removeFlags(load<i32>(Memory.aliases + <usize>(Notes.aliases - 1) * aliasSize), isGlobalObject);
  }
}
