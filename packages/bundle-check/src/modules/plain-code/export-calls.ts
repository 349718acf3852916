import { evaluators } from "../analysis/functions-elsewhere.js";
import { type Call, noCall } from "./call.js";
import { DefinedExports } from "./defined-exports.js";
import { wordNumber } from "./names.js";
import { nameOnly } from "./plain-reader.js";
import { requireCallShape, type Shape } from "./shapes.js";
import * as type from "./token-types.js";

const words = {
  call: wordNumber("call"),
  exports: wordNumber("exports"),
  keys: wordNumber("keys"),
  require: wordNumber("require"),
};

/** Or a comment, behind which it may stand. */
const stringInParentheses = /\((?:\s*\()*\s*["'/]/y;

const reexportHelper = /^_*(exportStar|reExport|export)\d*$/;

/** Calls that export or request: `require("x")`, `Object.defineProperty(exports, …)`, `__exportStar(require("x"), exports)`. */
export abstract class ExportCalls extends DefinedExports {
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
    call.evaluates = this.evaluates;
    call.hasNotedCallee = true;
    call.exportCount = this.commonjs.count;
    call.tableNotes = this.commonjs.tableNotes;
    return call;
  }

  /** The function to be called evaluates others elsewhere. */
  protected evaluates = false;

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
      if (count === 1 && call.callee !== words.require) call.specifier = shape.specifier;
    } else if (shape.isWhole && call.target === null) {
      call.target = shape;
      if (count === 1) this.#callOnExports(call, shape);
    }
  }

  /** `require("x")`, when the argument just read is a string alone. */
  #requestOf(call: Call, callee: Shape, start: number): void {
    if (!callee.isRequire && !callee.isResolve) return;
    if (this.mayBeStringAt(start)) this.leaveToTree();
    if (this.stringStart !== start || this.stringEnd !== this.lastEnd) return;
    const specifier = this.request(callee, start, this.lastEnd);
    if (!callee.isResolve && call.callee === words.require) call.specifier = specifier;
  }

  /** Parentheses open there that may hold a string alone, which is one as well. */
  protected mayBeStringAt(start: number): boolean {
    stringInParentheses.lastIndex = start;
    return stringInParentheses.test(this.text);
  }

  /** The first argument is the export object. */
  #callOnExports(call: Call, target: Shape): void {
    const name = call.callee < 0 ? null : (this.names.texts[call.callee] as string);
    if (name !== null && evaluators.test(name)) this.leaveToTree();
    if (name === "call" && call.isImmediate) {
      this.notCalledHere(call.functionStart);
      call.isImmediate = false;
    }
    // What follows is read at once.
    this.handOverNamed();
    if (this.is(type.comma)) {
      this.next();
      if (this.is(type.openParenthesis) && this.mayBeStringAt(this.start)) this.leaveToTree();
      if (this.is(type.string)) {
        if (this.definedByName(call, target, name)) return;
      } else if (name === "defineProperty") {
        this.definedByKey(call, target);
        return;
      } else if (name === "assign") {
        this.assignedToExports(call, target);
        return;
      } else if (name === "defineProperties") {
        this.definedByKeys(call, target);
        return;
      } else if (!this.is(type.closeParenthesis)) {
        if (this.is(type.dots)) this.leaveToTree();
        this.furtherArgument(call, call.isImmediate);
        if (this.isSymbol() && this.is(type.comma)) this.leaveToTree();
      }
    } else if (name === "defineProperty") this.leaveToTree();
    if (name === "defineProperties" || name === "assign") this.leaveToTree();
    if (name === "call" || name === "freeze" || name === "keys") {
      this.claim(target, true);
      call.isDone = true;
    } else if (target.isBare) this.commonjs.handOver(target.root ?? -1);
  }

  /** The closing parenthesis is the present token. */
  protected finishCall(call: Call): void {
    if (call.isDone) return;
    if (this.isModule) return;
    const name = call.callee < 0 ? null : (this.names.texts[call.callee] as string);
    const first = call.first < 0 ? null : (this.names.texts[call.first] as string);
    const { commonjs } = this;
    if (call.fillsTables && first !== null && call.second >= 0) {
      this.islandCount++;
      commonjs.openTable(first);
    }
    if (call.required === undefined) return;
    const isHelper = name !== null && reexportHelper.test(name);
    const hasTable = first !== null && commonjs.hasTable(first);
    if (!isHelper && !hasTable && call.target === null) return;
    // The handlers note this before what the arguments tell, and see no function that is called or runs elsewhere.
    if (call.isImmediate || call.evaluates || call.hasNotedCallee) this.leaveToTree();
    if (commonjs.tableNotes !== call.tableNotes) this.leaveToTree();
    this.islandCount++;
    if (first !== null && (hasTable || (isHelper && first !== "exports"))) {
      commonjs.reexportThrough(first, call.required);
    } else commonjs.add({ access: null, reexports: [call.required] }, call.exportCount);
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

  /** Where the last decision goes on when it is not so, parentheses left out. */
  protected alternateStart = -1;
  /** Where the last string literal stands. */
  protected stringStart = -1;
  protected stringEnd = -1;
}
