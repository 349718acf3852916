import type { EvaluationTime } from "../../findings/finding.js";

/** The circumstances a piece of code runs under. One object is shared by everything in the same place. */
export interface CodeContext {
  /** Mutable: the getters of an export object are recognised only once the object turns out to be exported. */
  evaluatedAt: EvaluationTime;
  exportedName: string | undefined;
  readonly strict: boolean;
  readonly inTry: boolean;
  readonly conditional: boolean;
  /** In a branch of a test like `typeof module`: what a universal module does where there are no modules. */
  readonly besideModuleTest: boolean;
  /** In a branch of a test with `typeof name`: written for some environments only. */
  readonly underTypeofTest: boolean;
  /**
   * Inside `with`, or in a function that runs elsewhere: any name may be in scope there. Mutable: without a syntax tree
   * the function is read before anything tells that it runs elsewhere.
   */
  inOpenScope: boolean;
  /** Can never run (`0 && …`, `if (false) …`). Its declarations count, its references do not. */
  readonly dead: boolean;
}

/** One occurrence of an identifier as a value. */
export interface Reference {
  readonly name: string;
  readonly offset: number;
  /** Replaced where it is found out late that the code runs elsewhere. */
  context: CodeContext;
  readonly isAssignment: boolean;
  /** The operand of `typeof`, which never throws. */
  readonly isTypeofOperand: boolean;
  /** A direct `eval` in sloppy code around the reference may declare the name. */
  mayBeDeclaredByEval: boolean;
  /** No scope of the module declares the name. Set once, when the walk leaves the module scope. */
  isFree: boolean;
  /** Part of a construct the CommonJS export model understands (`exports.a = …`). */
  isExportAccess: boolean;
}

/**
 * A lexical scope. References are resolved when the walk leaves the scope, because `var`, functions and
 * classes may be declared after the code that uses them.
 */
export class Scope {
  readonly declarations = new Set<string>();
  readonly references: Reference[] = [];
  /** A sloppy direct `eval` here may add `var` declarations to this scope. */
  hasDirectEval = false;

  readonly parent: Scope | null;
  /** `var` declarations stop here: functions, static blocks and the module itself. */
  readonly isVariableScope: boolean;

  constructor(parent: Scope | null, isVariableScope: boolean) {
    this.parent = parent;
    this.isVariableScope = isVariableScope;
  }

  get variableScope(): Scope {
    let scope: Scope = this;
    while (!scope.isVariableScope && scope.parent) scope = scope.parent;
    return scope;
  }

  /** Hands every reference this scope does not declare to the enclosing scope. */
  close(): void {
    if (!this.parent) {
      for (const reference of this.references) reference.isFree = !this.declarations.has(reference.name);
      return;
    }
    const outer = this.parent.references;
    for (const reference of this.references) {
      if (this.declarations.has(reference.name)) continue;
      if (this.hasDirectEval) reference.mayBeDeclaredByEval = true;
      outer.push(reference);
    }
  }
}
