import type { Reference } from "../analysis/scope.js";
import type { Call } from "./call.js";
import { CommonjsCode } from "./commonjs-code.js";
import { functionValue, literal, nameOnly } from "./plain-reader.js";
import type { Shape } from "./shapes.js";
import * as type from "./token-types.js";

const comma = 0x2c;
const closeParenthesis = 0x29;

/** `, (value) => name = value)`: how Parcel lets others assign to an export. */
const setter =
  /,\s*(?:function\s*\(v\)\s*\{\s*return\s\$[\w$]+\s*=\s*v;?\s*\}|\(v\)\s?=>\s?\$[\w$]+\s*=\s*v)\s*(?=\))/y;

/** What calls do with the export object that they are handed first. */
export abstract class DefinedExports extends CommonjsCode {
  protected abstract nested(read: () => void): void;

  /** Where an argument starts, and whether a function there runs at once. */
  protected argumentStart = -1;
  protected argumentRuns = false;

  /** `defineProperty(exports, "name", …)`, whatever the function is called. */
  protected definedByName(call: Call, target: Shape, name: string | null): boolean {
    const following = this.peek();
    if (following !== comma) {
      if (following !== closeParenthesis || name === "defineProperty") this.leaveToTree();
      this.furtherArgument(call, call.isImmediate);
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
    call.count++;
    this.furtherArgument(call, false);
    this.context = context;
    if (!this.is(type.closeParenthesis)) this.#skipSetter();
    call.isDone = true;
    return true;
  }

  /** Nobody looks at a fourth argument; one of Parcel's own form is passed over. */
  #skipSetter(): void {
    setter.lastIndex = this.start;
    if (!setter.test(this.text)) this.leaveToTree();
    this.rewind(setter.lastIndex);
  }

  /** `Object.defineProperty(exports, key, …)`: in a loop, and for symbols, which are no names. */
  protected definedByKey(call: Call, target: Shape): void {
    if (this.is(type.closeParenthesis) || this.is(type.dots)) this.leaveToTree();
    const { commonjs } = this;
    const at = commonjs.count;
    this.furtherArgument(call, false);
    const isSymbol = this.isSymbol();
    const access = this.claim(target, true);
    commonjs.add({ access, ...(isSymbol ? {} : commonjs.copied()) }, at);
    call.isDone = true;
  }

  /** `Object.defineProperties(exports, { name: …, … })`. */
  protected definedByKeys(call: Call, target: Shape): void {
    if (!this.is(type.openBrace)) this.leaveToTree();
    const { commonjs, start } = this;
    const at = commonjs.count;
    this.keysWanted = start;
    this.furtherArgument(call, false);
    if (this.kind !== literal) this.leaveToTree();
    const { names, reexports, opaque } = this.keys;
    commonjs.add({ access: this.claim(target, true), names, reexports, opaque }, at);
    call.isDone = true;
  }

  /** `Object.assign(exports, value, …)`. */
  protected assignedToExports(call: Call, target: Shape): void {
    if (this.is(type.closeParenthesis)) this.leaveToTree();
    const { commonjs } = this;
    const at = commonjs.count;
    let access: Reference | null = null;
    for (let index = 0; !this.is(type.closeParenthesis); index++) {
      const isSpread = this.eat(type.dots);
      this.keysWanted = this.start;
      const { start } = this;
      if (isSpread) this.nested(this.assignment);
      else this.furtherArgument(call, false);
      if (index === 0 && !isSpread && this.isSymbol() && this.is(type.comma)) this.leaveToTree();
      // For the tree the export object is used once for each value.
      access = access === null ? this.claim(target, true) : this.#usedAgain(access, target);
      const added = isSpread ? { opaque: true } : this.describeValue(start);
      commonjs.add({ ...added, access, isWholeValue: false }, at + index);
      if (!this.is(type.closeParenthesis)) this.expect(type.comma);
    }
    call.isDone = true;
  }

  #usedAgain(access: Reference, { reference = -1 }: Shape): Reference {
    const again = { ...access };
    if (reference >= 0) this.foreignReference(again);
    return again;
  }

  protected furtherArgument(call: Call, runsNow: boolean): void {
    const { start } = this;
    call.count++;
    this.argumentStart = start;
    this.argumentRuns = runsNow;
    this.nested(this.assignment);
    if (runsNow && this.kind === functionValue) this.calledHere(this.functionStart);
    if (this.kind === nameOnly && call.count === 2) call.second = this.kindName;
    this.handOverNamed();
    call.required ??= this.shape?.specifier;
    if (call.count > 2) return;
    const mayBeTable = this.kind === literal && this.isGetter && this.text.charCodeAt(start) === 0x7b;
    if (mayBeTable) this.leaveToTree();
  }
}
