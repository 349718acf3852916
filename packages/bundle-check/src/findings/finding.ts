import type { BaselineArguments } from "../baseline/arguments.js";
import type { ProbeArguments } from "../probes/arguments.js";

/**
 * A finding is data: a rule, a severity, a place and arguments. No prose lives here; `report/messages.ts`
 * is the only module that turns a finding into text, so that every output format says the same thing.
 */

export type Severity = "error" | "warning" | "info";

export const severities = ["error", "warning", "info"] as const satisfies readonly Severity[];

/** When a free identifier is read: while the module loads, when a consumer reads an export, or on a call. */
export type EvaluationTime = "load" | "export-getter" | "function";

/** One piece of evidence that a bundle has lost code. `truncated` reports every signal that fired. */
export type TruncationSignal =
  /** At least three runtime dependencies are declared and no shipped module that can be reached imports one. */
  | { readonly signal: "dependencies-unreached"; readonly dependencies: readonly string[] }
  /** The entry's source map does not mention the module the entry was built from. */
  | {
      readonly signal: "entry-not-in-source-map";
      readonly sourceMap: string;
      readonly sources: readonly string[];
    }
  /** Names the entry exports that are declared nowhere in it. */
  | { readonly signal: "exports-without-declarations"; readonly names: readonly string[] }
  /** A compiler's helper for exports is left, and nothing is exported with it. */
  | { readonly signal: "export-helper-unused"; readonly helper: string }
  /** The source map describes more lines than the file has. */
  | {
      readonly signal: "source-map-longer-than-file";
      readonly sourceMap: string;
      readonly mappedLines: number;
      readonly actualLines: number;
    }
  /** The source map describes columns of a line that the file's line does not have. */
  | {
      readonly signal: "source-map-wider-than-file";
      readonly sourceMap: string;
      /** 1-based. */
      readonly line: number;
      readonly mappedColumns: number;
      readonly actualColumns: number;
    }
  /** The last line is the beginning of a line that a bundler writes as a whole. */
  | { readonly signal: "unfinished-last-line"; readonly text: string; readonly whole: string }
  /** The package's configuration asks for at least this many lines or bytes. */
  | {
      readonly signal: "below-floor";
      readonly unit: "lines" | "bytes";
      readonly floor: number;
      readonly actual: number;
    };

/** What each rule needs to say what it saw. Adding a rule starts with a line here. */
export interface RuleArguments extends BaselineArguments, ProbeArguments {
  "syntax-error": {
    /** What the file is by extension and nearest package.json. */
    readonly parsedAs: ModuleKind | "json";
    /** The parser's reason, without position. */
    readonly reason: string;
  };
  "wrong-module-kind": {
    /** What Node takes the file for. */
    readonly loadedAs: ModuleKind;
    /** What it was written as. */
    readonly writtenAs: ModuleKind;
    /** What decides for Node: the extension (".mjs", ".cjs") or the path of the nearest package.json. */
    readonly decidedBy: string;
    /** False when that package.json has no `type`: newer Node versions then look at the syntax. */
    readonly stated: boolean;
    /** The parser's reason, when the file does not parse as what it is taken for. */
    readonly reason?: string;
    /** A name that only CommonJS has and the file uses, when it parses. */
    readonly name?: string;
    /** It tests for that name, so that it loads without an error and exports nothing. */
    readonly isUniversal: boolean;
    /** The CommonJS file under `main` that `exports` keeps every `require` from. */
    readonly hiddenMain?: string;
    /** The name is `import.meta.url`, in whose place a bundler put nothing: what throws without it, and when. */
    readonly emptied?: {
      readonly passedTo: string;
      readonly evaluatedAt: EvaluationTime;
      /** It stands in a branch. */
      readonly conditional: boolean;
    };
    /** Further files that are wrong for the same reason. */
    readonly more: number;
  };
  "undeclared-export": {
    /** The name consumers import. */
    readonly exportedName: string;
    /** The local name in the export list that is declared nowhere. */
    readonly localName: string;
    /** A script uses the export itself (`module.exports.get.byDigest = …`), and nothing in it gives one. */
    readonly isUsedHere?: boolean;
    /** A compiler announced the export of a script (`exports.name = void 0`), and nothing gives it. */
    readonly isOnlyAnnounced?: boolean;
  };
  "undeclared-reference": {
    readonly name: string;
    readonly evaluatedAt: EvaluationTime;
    /** The export whose getter reads the name, when `evaluatedAt` is "export-getter". */
    readonly exportedName?: string;
    /** How often the name is read in this file without being declared. */
    readonly occurrences: number;
    /** What a bundler's stand-in for `require`, which only throws in an ES module, is asked for. */
    readonly requested?: string;
  };
  "missing-target": {
    readonly target: string;
    readonly problem: "not-shipped" | "malformed" | "pattern-without-files" | "unanswered-import";
    /** A shipped file that differs only in case, extension or folder, when there is one. */
    readonly similar?: string;
    /** Why a target is malformed, as a phrase; set only for `malformed`. */
    readonly malformation?:
      | "no-leading-dot-slash"
      | "empty"
      | "leaves-package"
      | "node-modules"
      | "not-a-string";
    /** Further subpaths that answer `require` alone; set only for `unanswered-import`. */
    readonly more?: number;
  };
  "missing-module": {
    readonly specifier: string;
    /** The path the specifier points at, relative to the package root. */
    readonly resolved: string;
    readonly similar?: string;
    /** The specifier is the id of a module in the table of the bundle at `resolved`. */
    readonly isInBundle?: boolean;
    /** The file is shipped as `similar`, but this loader of ES modules refuses the specifier. */
    readonly refusedBy?: "node" | "webpack";
    /** What the refused specifier lacks: an extension, the file in a folder, or `with { type: "json" }`. */
    readonly lacks?: "extension" | "file" | "json-attribute";
    /** The specifier that would be accepted; that of JSON stays. */
    readonly accepted?: string;
    /** Further requests that are refused for the same reason. */
    readonly more?: number;
  };
  "missing-import-binding": {
    readonly name: string;
    readonly specifier: string;
    /** The shipped module that does not export the name. */
    readonly module: string;
    /** The name is read from what `import()` or `require` yields, where it is `undefined` instead of a SyntaxError. */
    readonly isDynamic?: boolean;
    /** The module has a default export, but a bundler's helper gives all of the module in its place. */
    readonly isWholeModule?: boolean;
  };
  truncated: { readonly signals: readonly TruncationSignal[] };
  "expected-export": {
    /** The promised name. */
    readonly name: string;
    /** The subpath it was promised for, "." for the root. */
    readonly subpath: string;
    /** The condition path that leads to the file, e.g. ["node", "import"]. */
    readonly conditions: readonly string[];
  };
  "empty-entry": {
    readonly emptiness: "no-content" | "no-exports" | "no-effect" | "no-declarations";
    /** Values the declarations promise (at most ten). */
    readonly promised: readonly string[];
  };
  "export-mismatch": {
    readonly subpath: string;
    /** What shows the loss: the declarations of the entry, or its build for another module system. */
    readonly oracle: "declarations" | "twin";
    /** The build that has the names, for `twin`. */
    readonly twin?: string;
    /** Missing names, sorted (at most ten). */
    readonly missing: readonly string[];
    readonly missingCount: number;
    /** How many names are promised, and how many are exported. */
    readonly promised: number;
    readonly exported: number;
  };
  "types-missing": {
    readonly specifier: string;
    /** The path the specifier points at, relative to the package root. */
    readonly resolved: string;
    /** The path lies outside the package. */
    readonly leavesPackage: boolean;
    /** There is JavaScript at the path, without declarations. */
    readonly isUntyped: boolean;
    readonly similar?: string;
  };
  "types-mismatch": {
    readonly problem:
      | "absolute-path"
      | "node-modules"
      | "other-package"
      | "development-package"
      | "unlisted-package"
      | "export-assignment";
    /** What is asked for; for `export-assignment` the name of an export beside it. */
    readonly specifier: string;
    /** The package whose types are asked for, unless the specifier is a path. */
    readonly package?: string;
  };
  "unreachable-condition": {
    /** The first subpath of `exports` that has it. */
    readonly subpath: string;
    readonly condition: string;
    /** The earlier conditions that match instead. */
    readonly winners: readonly string[];
    /** Who can never choose it: everyone, or Node, Bun and Deno while some bundlers can. */
    readonly audience: "everyone" | "runtimes";
    /** What these runtimes get instead, for `runtimes`. */
    readonly chosenTarget?: string;
    /** Further places in `exports` with the same order. */
    readonly more: number;
  };
  "unlisted-dependency": {
    /** The package that is imported. */
    readonly dependency: string;
    readonly specifier: string;
    /** It is a development dependency, which consumers do not install. */
    readonly isDevDependency: boolean;
    /** Further files that import it. */
    readonly more: number;
  };
  "local-protocol": {
    /** The field of package.json that lists the dependency. */
    readonly field: string;
    readonly dependency: string;
    /** What is asked for, as written. */
    readonly specifier: string;
    readonly protocol: "workspace" | "catalog" | "file" | "link" | "portal" | "patch" | "path";
  };
  "bin-shebang": {
    readonly problem: "missing" | "carriage-return" | "byte-order-mark" | "arguments";
  };
  "missing-script-target": {
    /** The script that consumers' package managers run. */
    readonly script: string;
    /** The path it runs, relative to the package root, or the command. */
    readonly target: string;
    /** The target is a command that only the author's machine has. */
    readonly isCommand?: true;
    /** The target ends the installation by every package manager but one. */
    readonly isForOneManager?: true;
    readonly similar?: string;
  };
  "leaked-secret": {
    /** What it is: "GitHub token", "RSA private key". */
    readonly kind: string;
    /** Its first four characters; a finding never holds more of a secret. */
    readonly beginning: string;
    /** It needs a passphrase, or lacks the checksum that real ones have. */
    readonly isDoubtful: boolean;
  };
  "leaked-file": {
    readonly problem:
      | "environment"
      | "npm-credentials"
      | "key-file"
      | "credentials"
      | "home-path"
      | "map-without-sources";
    /** The folder, or the first source that is not shipped. */
    readonly found?: string;
    /** How many files have the problem; the place is in the first. */
    readonly files: number;
  };
  publint: {
    /** publint's name for the message, e.g. "EXPORTS_TYPES_SHOULD_BE_FIRST". */
    readonly code: string;
    /** The message, as publint words it. */
    readonly text: string;
  };
  "known-bad-bundler": {
    readonly bundler: "Bun";
    /** The affected releases the repository asks for, and where; empty when only the file tells. */
    readonly told: readonly { readonly release: string; readonly toldBy: string }[];
    /** What the file shows of the bundler, as one would search for it. */
    readonly marks: readonly string[];
    /** The value of `sideEffects` that lets the bundler drop modules, as JSON. */
    readonly sideEffects: string;
    /** An entry exports names that it does not declare: the bundler is the probable cause. */
    readonly isLosing: boolean;
  };
  "unused-ignore": {
    readonly ignoredRule: string;
    readonly ignoredFile?: string;
    readonly ignoredName?: string;
    readonly reason: string;
  };
}

export type RuleId = keyof RuleArguments;

/** What a JavaScript file is to the runtime that loads it. */
export type ModuleKind = "module" | "commonjs";

/** One way a consumer gets to a file. */
export interface Reach {
  /** The manifest field, as a consumer would write the path: `exports["."].node.import`, `main`, `bin["tool"]`. */
  readonly field: string;
  /** The same as a key array into package.json. */
  readonly keyPath: readonly string[];
  /** The files from the entry to the file itself, both included. */
  readonly chain: readonly string[];
}

/** Positions are 1-based; columns count UTF-16 code units, as editors and SARIF do. */
export interface Place {
  /** Path relative to the package root, forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** For findings in package.json: the keys that lead to the value. */
  readonly keyPath?: readonly string[];
}

export type Finding = {
  [Rule in RuleId]: {
    readonly rule: Rule;
    readonly severity: Severity;
    readonly place: Place;
    readonly args: RuleArguments[Rule];
    /** How consumers get to the file; empty when only deep imports or nothing reach it. At most three. */
    readonly reach: readonly Reach[];
  };
}[RuleId];
