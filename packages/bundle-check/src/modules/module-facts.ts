import type { EvaluationTime, ModuleKind } from "../findings/finding.js";
import type { ParseFailure } from "./parse.js";
import type { SourceText } from "./source-text.js";

/** A name read (or written) in a module that no scope of the module declares. */
export interface FreeReference {
  readonly name: string;
  /** 0-based offset of the identifier. */
  readonly offset: number;
  readonly evaluatedAt: EvaluationTime;
  /** The export whose getter reads the name, for `export-getter`. */
  readonly exportedName?: string;
  /** The name is only assigned here, which declares a global in sloppy code. */
  readonly isAssignment: boolean;
  readonly inStrictCode: boolean;
  /** Inside the block of a `try` that has a handler: a missing name is expected and handled. */
  readonly inTry: boolean;
  /** Inside `if`, `?:`, `&&`, `||`, `??` or a `switch`: may never run. */
  readonly conditional: boolean;
  /** In the branch of a universal module for pages without modules (`else factory(Library)`). */
  readonly besideModuleTest: boolean;
  /**
   * Inside `with`, beside a direct `eval`, or in a function that is turned into text and run elsewhere: the name
   * may be declared at run time.
   */
  readonly inDynamicScope: boolean;
}

export type RequestKind =
  | "import"
  | "export-from"
  | "dynamic-import"
  | "require"
  | "require-resolve"
  | "new-url";

/** A module this module asks for by a literal specifier. */
export interface ModuleRequest {
  readonly specifier: string;
  readonly kind: RequestKind;
  /** 0-based offset of the specifier literal. */
  readonly offset: number;
  /** Names the requesting module needs, each with its position; `*` and side-effect imports need none. */
  readonly names: readonly { readonly name: string; readonly offset: number }[];
  /** A failure of this request is caught. */
  readonly inTry: boolean;
  readonly evaluatedAt: EvaluationTime;
  /** Inside `if`, `?:`, `&&`, `||`, `??` or a `switch`: may never run. */
  readonly conditional: boolean;
  /** In a branch of a test with `typeof name`: written for some environments only. */
  readonly underTypeofTest: boolean;
  /** The import carries a `type` attribute, so the target is not JavaScript. */
  readonly attributeType?: string;
}

/** A name in the export list of an ES module that the module does not declare. */
export interface UndeclaredExport {
  readonly exportedName: string;
  readonly localName: string;
  /** 0-based offset of the local name in the export list. */
  readonly offset: number;
}

/** Names a CommonJS module exports, as far as they can be read without running it. */
export interface CommonjsExports {
  readonly names: ReadonlySet<string>;
  /** Specifiers whose exports are copied (`__exportStar(require(x))`, `module.exports = require(x)`). */
  readonly reexports: readonly string[];
  /** `module.exports` receives a value whose names cannot be read, so `names` may be incomplete. */
  readonly opaque: boolean;
  /** `module.exports` becomes a function, a class or an unknown value, which may be all the module is for. */
  readonly isWholeValue: boolean;
}

/** What the rules know of one JavaScript file. The syntax tree is not kept. */
export interface ModuleFacts {
  readonly path: string;
  /** The kind by extension and nearest package.json. */
  readonly declaredKind: ModuleKind;
  /** The kind it was analysed as: the declared one unless it only parses as the other. */
  readonly kind: ModuleKind;
  readonly source: SourceText;
  /** Why it does not parse as the declared kind; null when it does. */
  readonly failure: ParseFailure | null;
  /** It was read completely, as `kind`. False: nothing below is known. */
  readonly analysed: boolean;
  /** There is a statement besides directives, `;` and `export {}`. */
  readonly hasCode: boolean;
  /** Names an ES module exports, "default" included, without those of `export *`. */
  readonly exportedNames: ReadonlySet<string>;
  /** Specifiers of `export * from`. */
  readonly starExports: readonly string[];
  readonly undeclaredExports: readonly UndeclaredExport[];
  readonly freeReferences: readonly FreeReference[];
  readonly requests: readonly ModuleRequest[];
  readonly commonjsExports: CommonjsExports;
  /** The file has imports, exports, or uses `require`, `module` or `exports`; otherwise it is a plain script. */
  readonly isModular: boolean;
  /** A statement of the module itself throws, so that loading it fails on purpose. */
  readonly throwsAtLoad: boolean;
  /** Names tested with `typeof name` anywhere in the file. */
  readonly typeofNames: ReadonlySet<string>;
  /** Names read as properties of `globalThis`, `window`, `self` or `global`. */
  readonly globalPropertyNames: ReadonlySet<string>;
}
