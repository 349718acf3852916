import type { CodeContext } from "../analysis/scope.js";

/** The circumstances of code as bits, so that entering a branch costs nothing. */
export const inStrictCode = 1;
export const inFunction = 2;
export const inTry = 4;
export const isConditional = 8;
export const isBesideModuleTest = 16;
export const isUnderTypeofTest = 32;
/** In a getter of the export object; the place of its name in a list is above the bits. */
export const inExportGetter = 256;
export const getterShift = 9;
/** Beside the circumstances of a use of a name: what is done with it. */
export const isAssigned = 64;
export const isTypeofOperand = 128;

const contexts: CodeContext[] = Array.from({ length: 64 }, (_, bits) => ({
  evaluatedAt: (bits & inFunction) === 0 ? "load" : "function",
  exportedName: undefined,
  strict: (bits & inStrictCode) !== 0,
  inTry: (bits & inTry) !== 0,
  conditional: (bits & isConditional) !== 0,
  besideModuleTest: (bits & isBesideModuleTest) !== 0,
  underTypeofTest: (bits & isUnderTypeofTest) !== 0,
  inOpenScope: false,
  dead: false,
}));

/** Shared: only the contexts of export getters are ever changed, and these are none. */
export function contextOf(bits: number): CodeContext {
  return contexts[bits & 63] as CodeContext;
}
