import { leave } from "./leave";
import { labelSize, Memory, mostLabels } from "./memory";
import { Frame } from "./state";

export const LOOP: i32 = 1;
export const CHOICE: i32 = 2;
export const NEITHER: i32 = 0;

/** Loops, `switch` and labels that `break` and `continue` may name; each has a kind and a name, -1 for none. */
export class Labels {
  static count: i32 = 0;
}

export function pushLabel(kind: i32, name: i32): void {
  if (Labels.count >= mostLabels) {
    leave();
    return;
  }
  const entry = Memory.labels + <usize>Labels.count * labelSize;
  Labels.count++;
  store<i32>(entry, kind);
  store<i32>(entry, name, 4);
}

export function setLabelKind(index: i32, kind: i32): void {
  store<i32>(Memory.labels + <usize>index * labelSize, kind);
}

export function hasLabel(name: i32): bool {
  for (let index = Frame.firstLabel; index < Labels.count; index++) {
    if (load<i32>(Memory.labels + <usize>index * labelSize, 4) === name) return true;
  }
  return false;
}

/** Whether `break` or `continue`, with a name or -1, may stand here. */
export function mayJump(isContinue: bool, name: i32): bool {
  for (let index = Labels.count - 1; index >= Frame.firstLabel; index--) {
    const entry = Memory.labels + <usize>index * labelSize;
    const kind = load<i32>(entry);
    const matches = name >= 0 ? load<i32>(entry, 4) === name : kind !== NEITHER && load<i32>(entry, 4) < 0;
    if (matches && (kind === LOOP || !isContinue)) return true;
  }
  return false;
}
