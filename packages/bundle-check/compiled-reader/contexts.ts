/** The circumstances of code as bits; the same as in the reader around this one. */
export const inStrictCode: i32 = 1;
export const inFunction: i32 = 2;
export const inTry: i32 = 4;
export const isConditional: i32 = 8;
export const isBesideModuleTest: i32 = 16;
export const isUnderTypeofTest: i32 = 32;
/** In a function that runs elsewhere. */
export const inOpenScope: i32 = 512;
/** Beside the circumstances of a use of a name: what is done with it. */
export const isAssigned: i32 = 64;
export const isTypeofOperand: i32 = 128;
/** An inner `try` has a handler, whatever becomes of the outer ones. */
export const isGuarded: i32 = 1 << 30;

/** acorn's bits for what surrounds code. */
export const inOrdinaryFunction: i32 = 2;
export const inAsyncFunction: i32 = 4;
export const inGenerator: i32 = 8;
export const inArrow: i32 = 16;
export const mayUseSuper: i32 = 64;
export const mayCallSuper: i32 = 128;
export const inStaticBlock: i32 = 256;
export const inFieldValue: i32 = 512;
