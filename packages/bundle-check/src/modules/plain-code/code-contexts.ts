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
/** In a function that runs elsewhere. */
export const inOpenScope = 512;
export const getterShift = 10;
/** Beside the circumstances of a use of a name: what is done with it. */
export const isAssigned = 64;
export const isTypeofOperand = 128;

function contextOfBits(bits: number, isOpen: boolean): CodeContext {
  return {
    evaluatedAt: (bits & inFunction) === 0 ? "load" : "function",
    exportedName: undefined,
    strict: (bits & inStrictCode) !== 0,
    inTry: (bits & inTry) !== 0,
    conditional: (bits & isConditional) !== 0,
    besideModuleTest: (bits & isBesideModuleTest) !== 0,
    underTypeofTest: (bits & isUnderTypeofTest) !== 0,
    inOpenScope: isOpen,
    dead: false,
  };
}

const contexts = Array.from({ length: 64 }, (_, bits) => contextOfBits(bits, false));
const openContexts = Array.from({ length: 64 }, (_, bits) => contextOfBits(bits, true));

/** Shared: only the contexts of export getters are ever changed, and these are none. */
export function contextOf(bits: number): CodeContext {
  return ((bits & inOpenScope) === 0 ? contexts : openContexts)[bits & 63] as CodeContext;
}
