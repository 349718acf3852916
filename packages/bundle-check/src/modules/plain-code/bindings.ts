import type { CodeContext, Reference } from "../analysis/scope.js";
import {
  contextOf,
  getterShift,
  inExportGetter,
  inOpenScope,
  inTry,
  isAssigned,
  isTypeofOperand,
} from "./code-contexts.js";
import { wordCount } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { PlainScope } from "./plain-scope.js";
import { Tokens } from "./tokens.js";

/** How a name was declared, as far as it decides which other declarations may stand beside it. */
export const variable = 1;
export const lexical = 2;
export const functionName = 3;
export const parameter = 4;
export const caught = 5;
/** Hides nothing and forbids nothing: the own name of a function expression or class. */
export const ownName = 6;

/** A bit beside the circumstances of a use: an inner `try` has a handler, whatever becomes of the outer ones. */
const isGuarded = 1 << 30;

/** Uses that wait for a declaration. A file of more is made to fill memory; the parser's thread has a bound. */
const mostReferences = 500_000;

/** For the words of the language, which every file has; filled one by one, so that the engine takes them for dense. */
const undeclared: (PlainScope | undefined)[] = [];
const zeros: number[] = [];
for (let number = 0; number < wordCount; number++) {
  undeclared.push(undefined);
  zeros.push(0);
}

/**
 * Declarations and uses of names. A use of a name that some open scope declares is settled at once. The others wait
 * in one list; a scope that closes takes out what it declared in the meantime.
 */
export class Bindings extends Tokens {
  protected scope: PlainScope = new PlainScope(null, true, 0, 0);
  protected readonly moduleScope = this.scope;
  protected context = 0;
  /** Where the last use of a name waits; -1 when it is settled. */
  protected lastReference = -1;
  #serial = 0;
  /** By the number of a name: the innermost scope that declares it, how, and when a `var` did so last. */
  readonly #declaredIn: (PlainScope | undefined)[] = undeclared.slice();
  readonly #kinds: number[] = zeros.slice();
  readonly #times: number[] = zeros.slice();
  /** By the number of a name: how many uses wait. */
  readonly #waiting: number[] = zeros.slice();

  readonly #referenceNames: number[] = [];
  readonly #referenceOffsets: number[] = [];
  readonly #referenceBits: number[] = [];
  readonly #references: (Reference | null)[] = [];

  #reserve(): void {
    for (let number = this.#waiting.length; number < this.names.texts.length; number++) {
      this.#declaredIn.push(undefined);
      this.#kinds.push(0);
      this.#times.push(0);
      this.#waiting.push(0);
    }
  }

  protected openScope(isVariableScope: boolean): PlainScope {
    const scope = new PlainScope(this.scope, isVariableScope, ++this.#serial, this.#referenceNames.length);
    this.scope = scope;
    return scope;
  }

  protected closeScope(): void {
    const { scope } = this;
    if (scope.hasEarlyUses) this.#settle(scope);
    if (scope.hasDirectEval) {
      for (let index = scope.firstReference; index < this.referenceCount; index++)
        this.markInOpenScope(index);
    }
    this.#forget(scope, 0);
    if (scope.parent) this.scope = scope.parent;
  }

  #settle(scope: PlainScope): void {
    let kept = scope.firstReference;
    const { length } = this.#referenceNames;
    for (let index = kept; index < length; index++) {
      const name = this.#referenceNames[index] as number;
      if (this.#declaredIn[name] === scope) {
        this.#waiting[name] = (this.#waiting[name] as number) - 1;
        continue;
      }
      this.#referenceNames[kept] = name;
      this.#referenceOffsets[kept] = this.#referenceOffsets[index] as number;
      this.#referenceBits[kept] = this.#referenceBits[index] as number;
      this.#references[kept] = this.#references[index] as Reference | null;
      kept++;
    }
    this.#truncate(kept);
  }

  #truncate(length: number): void {
    this.#referenceNames.length = length;
    this.#referenceOffsets.length = length;
    this.#referenceBits.length = length;
    this.#references.length = length;
  }

  /** Undoes the declarations of a scope but for the first ones. */
  #forget(scope: PlainScope, first: number): void {
    for (let index = scope.names.length - 1; index >= first; index--) {
      const name = scope.names[index] as number;
      this.#declaredIn[name] = scope.hidden[index];
      this.#kinds[name] = scope.hiddenKinds[index] as number;
      this.#times[name] = scope.hiddenTimes[index] as number;
    }
    scope.names.length = first;
    scope.hidden.length = first;
    scope.hiddenKinds.length = first;
    scope.hiddenTimes.length = first;
  }

  protected get referenceCount(): number {
    return this.#referenceNames.length;
  }

  /** Forgets the uses since there were `count`. */
  protected dropReferences(count: number): void {
    for (let index = count; index < this.#referenceNames.length; index++) {
      const name = this.#referenceNames[index] as number;
      this.#waiting[name] = (this.#waiting[name] as number) - 1;
    }
    this.#truncate(count);
    this.lastReference = -1;
  }

  /** Closes scopes up to `scope` and undoes what was declared in it, and through it, since. */
  protected unwindTo(scope: PlainScope, names: number, variableNames: number): void {
    while (this.scope !== scope) {
      this.#forget(this.scope, 0);
      if (!this.scope.parent) leaveToParser();
      this.scope = this.scope.parent;
    }
    this.#forget(scope, names);
    if (scope.variableScope !== scope) this.#forget(scope.variableScope, variableNames);
  }

  /** A use of a name, in the present circumstances or in others. */
  protected reference(name: number, offset: number, context: number = this.context): void {
    this.#refer(name, offset, context, null);
  }

  /** A use that the syntax tree of an island tells of. */
  protected foreignReference(reference: Reference): void {
    const name = this.names.numberOf(reference.name);
    this.#refer(name, reference.offset, 0, reference);
  }

  #refer(name: number, offset: number, bits: number, reference: Reference | null): void {
    if (name >= this.#waiting.length) this.#reserve();
    if (this.#declaredIn[name] !== undefined) {
      this.lastReference = -1;
      return;
    }
    this.#waiting[name] = (this.#waiting[name] as number) + 1;
    this.lastReference = this.#referenceNames.length;
    if (this.lastReference > mostReferences) leaveToParser();
    this.#referenceNames.push(name);
    this.#referenceOffsets.push(offset);
    this.#referenceBits.push(bits);
    this.#references.push(reference);
  }

  /** Adds to what is done with the name that was used last. */
  protected markReference(index: number, bit: number): void {
    if (index >= 0) this.#referenceBits[index] = (this.#referenceBits[index] as number) | bit;
  }

  /** The use stands in code that runs where other names are in scope. */
  protected markInOpenScope(index: number): void {
    this.markReference(index, inOpenScope);
    const known = this.#references[index];
    if (!known || known.context.inOpenScope) return;
    // The contexts of getters are changed once more when it turns out what exports them, and no other code has them.
    if (known.context.exportedName !== undefined) known.context.inOpenScope = true;
    else known.context = { ...known.context, inOpenScope: true };
  }

  /** Some open scope declares the name. */
  protected isDeclared(name: number): boolean {
    return this.#declaredIn[name] !== undefined;
  }

  #declare(name: number, kind: number, scope: PlainScope): void {
    scope.names.push(name);
    scope.hidden.push(this.#declaredIn[name]);
    scope.hiddenKinds.push(this.#kinds[name] as number);
    scope.hiddenTimes.push(this.#times[name] as number);
    this.#declaredIn[name] = scope;
    this.#kinds[name] = kind;
    this.#times[name] = this.#serial;
    if ((this.#waiting[name] as number) > 0) scope.hasEarlyUses = true;
  }

  /** A declaration in the scope itself; anything of the same name beside it is left to the parser. */
  protected declareHere(name: number, kind: number): void {
    if (name >= this.#waiting.length) this.#reserve();
    const { scope } = this;
    const known = this.#declaredIn[name];
    if (known === scope) {
      if (this.#kinds[name] !== ownName) leaveToParser();
      this.#kinds[name] = kind;
      return;
    }
    if (kind !== parameter && kind !== ownName) this.#checkBlock(name, known);
    this.#declare(name, kind, scope);
  }

  /** What `let` in a block, or a block's function, must not meet: a `var` hoisted through it, a parameter. */
  #checkBlock(name: number, known: PlainScope | undefined): void {
    const { scope } = this;
    if (known === undefined) return;
    if (known === scope.variableScope && (this.#times[name] as number) >= scope.serial) leaveToParser();
    if (scope.isBodyApart && known === scope.parent && this.#kinds[name] === parameter) leaveToParser();
  }

  protected declareVariable(name: number): void {
    if (name >= this.#waiting.length) this.#reserve();
    const target = this.scope.variableScope;
    const known = this.#declaredIn[name];
    if (known === undefined || known.depth < target.depth) {
      this.#declare(name, variable, target);
      return;
    }
    if (known !== target || this.#kinds[name] === lexical) leaveToParser();
    this.#times[name] = this.#serial;
    if (this.#kinds[name] === ownName) this.#kinds[name] = variable;
  }

  /** `isPlain`: neither async nor a generator, which sloppy code also sees outside of the block. */
  protected declareFunction(name: number, isPlain: boolean, isStrict: boolean): void {
    if (name >= this.#waiting.length) this.#reserve();
    const { scope } = this;
    const known = this.#declaredIn[name];
    if (scope === scope.variableScope) {
      if ((this.isModule && scope === this.moduleScope) || scope.isStaticBlock)
        this.declareHere(name, lexical);
      else if (known !== scope) this.#declare(name, functionName, scope);
      else if (this.#kinds[name] === lexical) leaveToParser();
      else this.#kinds[name] = functionName;
      return;
    }
    const isSloppy = isPlain && !isStrict;
    if (known === scope) {
      if (!isSloppy || this.#kinds[name] !== functionName) leaveToParser();
      return;
    }
    this.#checkBlock(name, known);
    if (isSloppy && known !== scope.variableScope) {
      if (known !== undefined && known.depth > scope.variableScope.depth) leaveToParser();
      const { isBodyApart, parent } = scope.variableScope;
      const isParameter = isBodyApart && known === parent && this.#kinds[name] === parameter;
      if (!isParameter) this.#declare(name, ownName, scope.variableScope);
    }
    this.#declare(name, isSloppy ? functionName : lexical, scope);
  }

  /** The names of the exports whose getters were entered. */
  protected readonly getterNames: string[] = [];

  protected contextAt(bits: number): CodeContext {
    if ((bits & inExportGetter) === 0) return contextOf(bits);
    const exportedName = this.getterNames[bits >> getterShift];
    return { ...contextOf(bits), evaluatedAt: "export-getter", exportedName };
  }

  /** The use that waits at a place, as the collectors keep it. One that is settled is not free. */
  protected claimReference(index: number, name: string, offset: number, isExportAccess: boolean): Reference {
    const bits = index < 0 ? 0 : (this.#referenceBits[index] as number) & ~isGuarded;
    const reference: Reference = {
      name,
      offset,
      context: this.contextAt(bits),
      isAssignment: false,
      isTypeofOperand: false,
      mayBeDeclaredByEval: false,
      isFree: false,
      isExportAccess,
    };
    if (index >= 0) this.#references[index] = reference;
    return reference;
  }

  /** The uses since there were `count` stand in a block that has a handler. */
  protected guard(count: number): void {
    for (let index = count; index < this.#references.length; index++) {
      const bits = this.#referenceBits[index] as number;
      if ((bits & inTry) !== 0 || this.#references[index]) this.#referenceBits[index] = bits | isGuarded;
    }
  }

  /** The other uses since there were `count` are not; false where a syntax tree tells of one. */
  protected unguard(count: number): boolean {
    for (let index = count; index < this.#references.length; index++) {
      const bits = this.#referenceBits[index] as number;
      if ((bits & isGuarded) !== 0) continue;
      if (this.#references[index]) return false;
      this.#referenceBits[index] = bits & ~inTry;
    }
    return true;
  }

  /** At the end: the uses no scope settled. */
  protected freeReferences(): Reference[] {
    if (this.scope.hasEarlyUses) this.#settle(this.scope);
    return this.#referenceNames.map((name, index) => {
      const foreign = this.#references[index];
      if (foreign) {
        foreign.isFree = true;
        return foreign;
      }
      const bits = (this.#referenceBits[index] as number) & ~isGuarded;
      return {
        name: this.names.texts[name] as string,
        offset: this.#referenceOffsets[index] as number,
        context: this.contextAt(bits),
        isAssignment: (bits & isAssigned) !== 0,
        isTypeofOperand: (bits & isTypeofOperand) !== 0,
        mayBeDeclaredByEval: false,
        isFree: true,
        isExportAccess: false,
      };
    });
  }

  protected moduleNames(): Set<string> {
    return new Set(this.moduleScope.names.map((name) => this.names.texts[name] as string));
  }
}
