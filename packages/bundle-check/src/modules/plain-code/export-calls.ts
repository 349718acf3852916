import { evaluators } from "../analysis/functions-elsewhere.js";
import { CommonjsCode } from "./commonjs-code.js";
import { wordNumber } from "./names.js";
import { functionValue, literal, member, nameOnly } from "./plain-reader.js";
import { requireCallShape, type Shape } from "./shapes.js";
import * as type from "./token-types.js";

const words = {
  call: wordNumber("call"),
  exports: wordNumber("exports"),
  keys: wordNumber("keys"),
  require: wordNumber("require"),
};

const comma = 0x2c;
const closeParenthesis = 0x29;

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
}

const noCall: Call = {
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
};

const reexportHelper = /^_*(exportStar|reExport|export)\d*$/;

/** Calls that export or request: `require("x")`, `Object.defineProperty(exports, …)`, `__exportStar(require("x"), exports)`. */
export abstract class ExportCalls extends CommonjsCode {
  protected abstract nested(read: () => void): void;

  /** By depth, because calls are many. */
  readonly #calls: Call[] = [];

  protected openCall(callee: number, shape: Shape | null, isImmediate: boolean): Call {
    let call = this.#calls[this.depth];
    if (call === undefined) {
      call = { ...noCall };
      this.#calls[this.depth] = call;
    }
    call.callee = callee;
    call.shape = shape;
    call.isImmediate = isImmediate;
    call.functionStart = this.functionStart;
    call.count = 0;
    call.first = -1;
    call.second = -1;
    call.specifier = undefined;
    call.required = undefined;
    call.target = null;
    call.isDone = false;
    call.fillsTables = this.fillsTables;
    return call;
  }

  /** The function to be called fills export objects. */
  protected fillsTables = false;

  /** After an argument that is not spread; what follows it is the present token. */
  protected argumentOf(call: Call, start: number): void {
    const count = ++call.count;
    const { shape } = this;
    if (this.kind === nameOnly) {
      if (count === 1) call.first = this.kindName;
      else if (count === 2) call.second = this.kindName;
    }
    if (count === 1 && call.shape !== null) this.#requestOf(call, call.shape, start);
    if (shape === null) return;
    if (shape.specifier !== undefined) {
      call.required ??= shape.specifier;
      if (count === 1) call.specifier = shape.specifier;
    } else if (shape.isWhole && call.target === null) {
      call.target = shape;
      if (count === 1) this.#callOnExports(call, shape);
    }
  }

  /** `require("x")`, when the argument just read is a string alone. */
  #requestOf(call: Call, callee: Shape, start: number): void {
    if (!callee.isRequire && !callee.isResolve) return;
    // A string in parentheses is one as well.
    if (this.text.charCodeAt(start) === 0x28) this.leaveToTree();
    if (this.stringStart !== start || this.stringEnd !== this.lastEnd) return;
    const specifier = this.request(callee, start, this.lastEnd);
    if (!callee.isResolve && call.callee === words.require) call.specifier = specifier;
  }

  /** The first argument is the export object. */
  #callOnExports(call: Call, target: Shape): void {
    const name = call.callee < 0 ? null : (this.names.texts[call.callee] as string);
    if (name !== null && evaluators.test(name)) this.leaveToTree();
    if (name === "call" && call.isImmediate) {
      // The handlers take a function that is called so for any other.
      this.actualCalls.delete(call.functionStart);
      call.isImmediate = false;
    }
    if (this.is(type.comma)) {
      this.next();
      if (this.is(type.string)) {
        if (this.#definedByName(call, target, name)) return;
      } else if (name === "defineProperty") {
        this.#definedByKey(call, target);
        return;
      } else if (!this.is(type.closeParenthesis)) {
        this.#furtherArgument(call, call.isImmediate);
        if (this.#isSymbol() && this.is(type.comma)) this.leaveToTree();
      }
    } else if (name === "defineProperty") this.leaveToTree();
    if (name === "defineProperties" || name === "assign") this.leaveToTree();
    if (name === "call" || name === "freeze" || name === "keys") {
      this.claim(target, true);
      call.isDone = true;
    } else if (target.isBare) this.commonjs.handOver(target.root ?? -1);
  }

  /** `defineProperty(exports, "name", …)`, whatever the function is called. */
  #definedByName(call: Call, target: Shape, name: string | null): boolean {
    const following = this.peek();
    if (following !== comma) {
      if (following !== closeParenthesis || name === "defineProperty") this.leaveToTree();
      this.#furtherArgument(call, call.isImmediate);
      return false;
    }
    if (call.isImmediate) this.leaveToTree();
    const exported = this.text.slice(this.start + 1, this.end - 1);
    if (exported.includes("\\")) this.leaveToTree();
    this.next();
    this.next();
    // The handlers look at the third argument and at none but that.
    if (this.is(type.closeParenthesis) || this.is(type.dots)) this.leaveToTree();
    const access = this.claim(target, true);
    this.commonjs.add({ access, names: [exported] });
    const { context } = this;
    this.context = this.getterContext(exported);
    this.#furtherArgument(call, false);
    this.context = context;
    if (!this.is(type.closeParenthesis)) this.leaveToTree();
    call.isDone = true;
    return true;
  }

  /** `Object.defineProperty(exports, key, …)`: in a loop, and for symbols, which are no names. */
  #definedByKey(call: Call, target: Shape): void {
    if (this.is(type.closeParenthesis) || this.is(type.dots)) this.leaveToTree();
    const { commonjs } = this;
    const at = commonjs.count;
    this.#furtherArgument(call, false);
    const isSymbol = this.#isSymbol();
    const access = this.claim(target, true);
    commonjs.add({ access, ...(isSymbol ? {} : commonjs.copied()) }, at);
    call.isDone = true;
  }

  /** `Symbol.toStringTag` and its like. */
  #isSymbol(): boolean {
    return this.kind === member && this.names.texts[this.memberOf] === "Symbol";
  }

  #furtherArgument(call: Call, runsNow: boolean): void {
    // In parentheses, too, a string names an export.
    if (this.is(type.dots) || this.is(type.openParenthesis)) this.leaveToTree();
    const { start } = this;
    call.count++;
    this.argumentStart = start;
    this.argumentRuns = runsNow;
    this.nested(this.assignment);
    if (runsNow && this.kind === functionValue) this.calledHere(this.functionStart);
    if (this.kind === nameOnly && call.count === 2) call.second = this.kindName;
    this.handOverNamed();
    const mayBeTable = this.kind === literal && this.isGetter && this.text.charCodeAt(start) === 0x7b;
    if (mayBeTable || this.shape?.isWhole) this.leaveToTree();
    // `factory(exports, require("x"))`
    call.required ??= this.shape?.specifier;
  }

  /** The closing parenthesis is the present token. */
  protected finishCall(call: Call): void {
    if (call.isDone) return;
    if (this.isModule) return;
    const name = call.callee < 0 ? null : (this.names.texts[call.callee] as string);
    if (call.fillsTables && call.first >= 0 && call.second >= 0) this.leaveToTree();
    if (call.required === undefined) return;
    const isHelper = name !== null && reexportHelper.test(name);
    const first = call.first < 0 ? null : (this.names.texts[call.first] as string);
    const hasTable = first !== null && this.commonjs.hasTable(first);
    if (!isHelper && !hasTable && call.target === null) return;
    // The handlers take a function that is called so for any other.
    if (call.isImmediate) this.leaveToTree();
    this.islandCount++;
    if (first !== null && (hasTable || (isHelper && call.first !== words.exports))) {
      this.commonjs.addToTable(first, call.required);
    } else this.commonjs.add({ access: null, reexports: [call.required] });
    if (call.target !== null) this.claim(call.target, true);
  }

  /** What the call just read is to the expression around it. */
  protected shapeOfCall(call: Call, isName: boolean): void {
    if (isName) {
      const specifier = call.specifier;
      if (call.callee === words.require) {
        this.shape = specifier === undefined ? requireCallShape : { isRequireCall: true, specifier };
      } else if (specifier !== undefined) this.shape = { specifier };
    }
    if (call.first < 0) return;
    if (call.count === 1) this.onlyArgument = call.first;
    if (call.callee === words.keys) this.shape = { keysOf: this.names.texts[call.first] as string };
  }

  /** Where an argument starts, and whether a function there runs at once. */
  protected argumentStart = -1;
  protected argumentRuns = false;

  /** Where the last decision goes on when it is not so, parentheses left out. */
  protected alternateStart = -1;
  /** Where the last string literal stands. */
  protected stringStart = -1;
  protected stringEnd = -1;
}
