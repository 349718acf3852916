import type { Reference } from "../analysis/scope.js";
import { getterShift, inExportGetter } from "./code-contexts.js";
import { CompiledCode } from "./compiled-code.js";
import { type CompiledReader, type CompiledRequest, importedWhole } from "./compiled-reader.js";
import { wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { functionValue, literal, member, nameOnly, type ObjectKeys, other } from "./plain-reader.js";
import { type AssignedValue, type Shape, voidShape } from "./shapes.js";
import * as type from "./token-types.js";

const words = {
  exports: wordNumber("exports"),
  forEach: wordNumber("forEach"),
  module: wordNumber("module"),
  require: wordNumber("require"),
  resolve: wordNumber("resolve"),
};

/** The bits of a context that the getters of exports share with the code around them. */
const allContexts = 63;

/** Mentions of the loader's names in one condition. Each step of a chain goes over those before. */
const mostLooked = 50;

/** What the names `exports`, `module` and `require` mean where they stand, read without a syntax tree. */
export abstract class CommonjsCode extends CompiledCode {
  protected shape: Shape | null = null;
  /** The only argument of the call just read, when it is a name. */
  protected onlyArgument = -1;
  /** Where the value starts that is assigned to an export: an assignment there goes on with the chain. */
  #chainStart = -1;

  /** What the last expression was; the rest of what is known of it follows from that. */
  protected becomes(kind: number): void {
    this.kind = kind;
    this.isSequenceOfEvaluator = false;
    this.isPath = false;
    this.isConstant = false;
    this.tests = 0;
    this.shape = null;
    this.onlyArgument = -1;
  }

  protected isSequenceOfEvaluator = false;

  /** The shape of a name that was used just now. */
  protected shapeOfName(name: number, root: number): void {
    if (!this.isModule && (name === words.exports || name === words.module)) {
      const isWhole = name === words.exports;
      this.shape = {
        root,
        reference: this.lastReference,
        looked: [root],
        ...(isWhole ? { isWhole, isBare: true } : { isModule: true }),
      };
    } else if (this.requireNames.has(name)) {
      this.shape = { isRequire: true, root, reference: this.lastReference };
    }
  }

  /** The last expression became a member; `base` is what its object was, `name` the member's static name. */
  protected shapeOfMember(base: Shape, name: number): void {
    const { root = -1, reference = -1 } = base;
    const property = name < 0 ? null : (this.names.texts[name] as string);
    if (base.isWhole) {
      // What is assigned is not read.
      const isRead = !this.#isAssigned(property !== null);
      const isFirstRead = isRead && property !== null && !this.commonjs.reads.names.has(property);
      if (isRead) this.commonjs.reads.add(root, property);
      this.shape = { root, reference, property, isFirstRead };
    } else if (base.isModule) {
      if (name === words.exports) this.shape = { root, reference, isWhole: true, looked: [root] };
      else if (property !== null) this.commonjs.reads.add(root, null);
    } else if (base.isThis) this.commonjs.reads.add(root, null);
    else if (base.isRequire && name === words.resolve) this.shape = { root, reference, isResolve: true };
    else if (base.keysOf !== undefined && name === words.forEach) this.shape = { loopsOver: base.keysOf };
  }

  #isAssigned(hasName: boolean): boolean {
    return this.is(type.assign) || (hasName && (this.is(type.compoundAssign) || this.is(type.logicalAssign)));
  }

  /** A condition, or the left side of `&&`: what it consists of is only looked at. */
  protected lookAtCondition(): void {
    for (const offset of this.shape?.looked ?? []) this.commonjs.reads.add(offset, null);
  }

  /** What a condition that is made of two others looks at. */
  protected shapeOfOperation(left: Shape | null, isLogical: boolean): void {
    if (left === null && this.shape === null) return;
    const right = isLogical || !this.shape?.isOperation ? (this.shape?.looked ?? []) : [];
    const looked = [...(left?.looked ?? []), ...right];
    if (looked.length > mostLooked) leaveToParser();
    this.shape = looked.length > 0 ? { looked, isOperation: !isLogical } : null;
  }

  protected claim({ root = -1, reference = -1 }: Shape, isExportAccess: boolean): Reference {
    this.islandCount++;
    const isExports = this.text.startsWith("exports", root);
    const name = isExports ? "exports" : this.text.startsWith("module", root) ? "module" : "";
    return this.claimReference(reference, name, root, isExportAccess);
  }

  /** A call of `require` or `require.resolve` with a string alone, which is the last token. */
  protected request(callee: Shape, start: number, end: number): string {
    const specifier = this.text.slice(start + 1, end - 1);
    if (specifier.includes("\\")) this.leaveToTree();
    const { root = -1, reference = -1 } = callee;
    const written = /[\w$]+/y;
    written.lastIndex = root;
    const used = this.claimReference(reference, written.exec(this.text)?.[0] ?? "", root, false);
    const { inTry, evaluatedAt, conditional, underTypeofTest } = this.contextAt(this.context);
    this.islandCount++;
    this.requests.add(
      {
        specifier,
        kind: callee.isResolve ? "require-resolve" : "require",
        offset: start,
        names: [],
        inTry,
        evaluatedAt,
        conditional,
        underTypeofTest,
      },
      used,
    );
    return specifier;
  }

  /** What the compiled reader has found: the names that are used, and the modules that are requested. */
  protected takeUses(compiled: CompiledReader): void {
    const requirers = compiled.requestCount === 0 ? null : new Map<number, number>();
    compiled.takeReferences((used, offset, bits) => {
      this.reference(used, offset, bits);
      if (requirers !== null && this.requireNames.has(used)) requirers.set(offset, this.lastReference);
    });
    if (requirers === null) return;
    const { context } = this;
    compiled.takeRequests((request) => {
      const { offset: root, start, end } = request;
      this.context = request.bits;
      if (request.way >= importedWhole) this.requestImport(request);
      else this.request({ isRequire: true, root, reference: requirers.get(root) ?? -1 }, start, end);
    });
    this.context = context;
  }

  protected abstract requestImport(request: CompiledRequest): void;

  /** The circumstances of what defines the export `name` by a getter. */
  protected getterContext(name: string): number {
    const place = this.getterNames.push(name) - 1;
    return (this.context & allContexts) | inExportGetter | (place << getterShift);
  }

  /** True where an assignment goes on with one to an export. */
  protected isInChain(start: number): boolean {
    return start === this.#chainStart;
  }

  /** Reads the value that is assigned to an export, or through a chain to one, and describes it. */
  protected assignedValue(isOdd: boolean): AssignedValue {
    const valueStart = this.start;
    this.#chainStart = valueStart;
    this.keysWanted = valueStart;
    this.assignment();
    const { shape } = this;
    if (shape?.assigned) return isOdd ? { ...shape.assigned, isOdd } : shape.assigned;
    // Parentheses around what decides are left to the tree.
    const isApart = this.lastEnd === this.apartEnd && this.text.charCodeAt(valueStart) === 0x28;
    if (isApart && shape !== voidShape) {
      this.wrongNotes++;
      this.leaveToTree();
    }
    const isVoid = shape?.isVoid === true;
    return { isOdd, isVoid, value: isVoid ? {} : this.describeValue(valueStart) };
  }

  /** What the object literal just read gives. */
  protected objectKeys(): Omit<ObjectKeys, "hasSymbols"> {
    const { names, reexports, opaque, hasSymbols } = this.keys;
    return { names, reexports, opaque: opaque || hasSymbols };
  }

  /** As `describeValue` does it for a syntax tree. */
  protected describeValue(start: number): AssignedValue["value"] {
    const { shape, kind } = this;
    if (shape?.specifier !== undefined) return { reexports: [shape.specifier] };
    if (kind === functionValue || shape?.isClass) return { isWholeValue: true };
    if (kind === literal && this.text.charCodeAt(start) === 0x7b) return this.objectKeys();
    if (kind === nameOnly) return { valueName: this.names.texts[this.kindName] as string };
    if (kind === other && this.onlyArgument >= 0) {
      return { tableName: this.names.texts[this.onlyArgument] as string };
    }
    // A literal in parentheses.
    if (this.lastEnd === this.flattenedEnd) this.leaveToTree();
    return { opaque: true, isWholeValue: true };
  }

  /** Where parentheses around an object, an array or a sequence ended. */
  protected flattenedEnd = -1;

  protected abstract assignment(): void;

  /** `Symbol.toStringTag` and its like. */
  protected isSymbol(): boolean {
    return this.kind === member && this.names.texts[this.memberOf] === "Symbol";
  }

  /** True for the targets of assignments that export something. */
  protected isExport({ isWhole, property }: Shape, isPlain: boolean): boolean {
    return isPlain ? isWhole === true || property !== undefined : typeof property === "string";
  }

  /**
   * The file may export a variable of that name as a whole. Of a chain only the first assignment tells what that holds,
   * and that may be one to something else.
   */
  protected get hasLoaderVariable(): boolean {
    return this.wholeExports.has(words.exports) || this.wholeExports.has(words.module);
  }

  /** The file may have a variable named `exports` or `module`, and export that as a whole. */
  #noteVariable(): void {
    const { memberName, memberOf } = this;
    const { texts } = this.names;
    if (this.kind === member && this.wholeExports.has(memberOf)) {
      const assigned = memberName < 0 ? null : (texts[memberName] as string);
      this.commonjs.locals.assignMember(texts[memberOf] as string, assigned);
    } else if (this.kind === nameOnly && this.wholeExports.has(this.kindName)) this.leaveToTree();
  }

  /** `exports.a = …`, `exports[key] = …`, `module.exports = …`, `exports = …`; the operator is the present token. */
  protected exportAssignment(target: Shape, isPlain: boolean, isInChain: boolean): void {
    const { commonjs, memberName } = this;
    const at = commonjs.count;
    if (!isInChain) this.#noteVariable();
    const { announcedCount } = commonjs;
    this.next();
    const access = this.claim(target, true);
    const assigned = this.assignedValue(!isPlain);
    // Only the first assignment of a chain may be a compound one.
    const isBroken = this.shape?.assigned?.isOdd === true;
    if (isBroken || (!isPlain && isInChain)) this.leaveToTree();
    const { property } = target;
    // Of a chain only the first assignment tells where a function runs.
    if (this.kind === functionValue && !isInChain && !target.isBare) {
      if (this.elsewhere.names.has(this.names.texts[memberName] ?? "")) this.leaveToTree();
    }
    if (property === null) commonjs.add({ access, ...commonjs.copied() }, at);
    else if (property !== undefined) {
      const pending = { access, names: [property] };
      if (assigned.isVoid) commonjs.announce(pending, announcedCount);
      else commonjs.add(pending, at);
    } else if (!target.isBare) {
      commonjs.add(
        { access, ...(assigned.isVoid ? { opaque: true, isWholeValue: true } : assigned.value) },
        at,
      );
    }
    this.becomes(other);
    this.shape = { assigned: isPlain ? { ...assigned, isOdd: false } : assigned };
    this.apartEnd = this.lastEnd;
  }
}
