import type { Shape } from "./shapes.js";

/** A call being read, as far as a CommonJS module may export or request something by it. */
export interface Call {
  /** The name of the function or method; -1 when it has none. */
  callee: number;
  /** The `require` that is called. */
  shape: Shape | null;
  /** A function that is called where it is written. */
  isImmediate: boolean;
  functionStart: number;
  count: number;
  /** The first and the second argument, when they are names. */
  first: number;
  second: number;
  /** What the first argument requests, and what any does. */
  specifier: string | undefined;
  required: string | undefined;
  /** The first argument that is the export object. */
  target: Shape | null;
  /** What becomes of it is understood already. */
  isDone: boolean;
  /** `__export`, `__webpack_require__.d`. */
  fillsTables: boolean;
  /** Functions it is handed run elsewhere. */
  evaluates: boolean;
  /** Exports and requests stand in what is called. */
  hasNotedCallee: boolean;
  /** How many exports and tables were noted before its arguments. */
  exportCount: number;
  tableNotes: number;
}

export const noCall: Call = {
  callee: -1,
  shape: null,
  isImmediate: false,
  functionStart: -1,
  count: 0,
  first: -1,
  second: -1,
  specifier: undefined,
  required: undefined,
  target: null,
  isDone: false,
  fillsTables: false,
  evaluates: false,
  hasNotedCallee: false,
  exportCount: 0,
  tableNotes: 0,
};
