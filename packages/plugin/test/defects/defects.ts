import type { Defect } from "./defect.ts";
import { otherDefects } from "./other-defects.ts";
import { textDefects } from "./text-defects.ts";

/** Every known defect of the published plugin, in the order of their rows. */
export const defects: readonly (readonly [row: number, defect: Defect])[] = Object.entries({
  ...textDefects,
  ...otherDefects,
})
  .map(([row, defect]) => [Number(row), defect] as const)
  .sort(([left], [right]) => left - right);
