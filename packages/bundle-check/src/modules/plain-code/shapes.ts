import type { PendingExport } from "../analysis/commonjs-pending.js";

/**
 * What the last expression is to a CommonJS module, where it is anything at all: the same shapes that the handlers in
 * `analysis/` look for in syntax trees.
 */
export interface Shape {
  /** Where the `exports`, `module`, `require` or `this` stands that it goes through, and its place among the uses that wait. */
  readonly root?: number;
  readonly reference?: number;
  /** `module`. */
  readonly isModule?: boolean;
  /** `exports` or `module.exports`. */
  readonly isWhole?: boolean;
  /** `exports` alone. */
  readonly isBare?: boolean;
  /** `this` where it is the export object. */
  readonly isThis?: boolean;
  /** The name in `exports.name`; null in `exports[key]`. */
  readonly property?: string | null;
  /** Nothing but this expression has read the name so far. */
  readonly isFirstRead?: boolean;
  /** A name that works like `require`. */
  readonly isRequire?: boolean;
  /** `require.resolve`. */
  readonly isResolve?: boolean;
  /** A call of `require`, whatever it asks for. */
  readonly isRequireCall?: boolean;
  /** `require("specifier")`, also when wrapped. */
  readonly specifier?: string;
  /** `Object.keys(name)`, and its `forEach`. */
  readonly keysOf?: string;
  readonly loopsOver?: string;
  readonly isClass?: boolean;
  readonly isVoid?: boolean;
  /** A property of the global object that this expression alone has asked for: `"name" in window`. */
  readonly tested?: string;
  /** Where `exports`, `module` and `this` stand that a condition would only look at. */
  readonly looked?: readonly number[];
  /** The operation of two values whose right side conditions do not look into. */
  readonly isOperation?: boolean;
  /** The assignment of an export, or what an export is assigned through. */
  readonly assigned?: AssignedValue;
}

/** What a chain of assignments ends in. */
export interface AssignedValue {
  /** A compound assignment or a pattern is part of the chain. */
  readonly isOdd: boolean;
  readonly isVoid: boolean;
  readonly value: Omit<PendingExport, "access">;
}

export const voidShape: Shape = { isVoid: true };
export const classShape: Shape = { isClass: true };
export const requireCallShape: Shape = { isRequireCall: true };
