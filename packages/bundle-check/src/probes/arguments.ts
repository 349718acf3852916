/** What a probe does with an installed package. */
export type ProbeName =
  | "install"
  | "import in Node"
  | "require in Node"
  | "import in Bun"
  | "require in Bun"
  | "bun build"
  | "esbuild for Node"
  | "esbuild for browsers";

/** How a probe failed. */
export type ProbeProblem =
  /** npm refuses to install the package. */
  | "not-installable"
  /** Loading throws. */
  | "load-throws"
  /** Loading does not come to an end within the time allowed. */
  | "timeout"
  /** The process was over before the package was loaded: `process.exit`, a crash, a promise that never settles. */
  | "process-ended"
  /** More memory than a package may take to load. */
  | "out-of-memory"
  /** Reading an export throws. */
  | "export-throws"
  /** An export is there and its value is `undefined`. */
  | "export-undefined"
  /** A bundler refuses the entry. */
  | "not-bundled";

/** Why a probe did not run, or could not tell anything. */
export type ProbeObstacle =
  /** The package could not be installed here, for reasons of this machine or network. */
  | "not-installed"
  /** A runtime or bundler is not at hand. */
  | "tool-missing"
  /** The package is made for something that is not here: a page, another runtime, an optional peer. */
  | "unsuitable"
  /** More entries than are probed. */
  | "too-many";

export interface ProbeArguments {
  "probe-failed": {
    readonly probe: ProbeName;
    /** What was loaded: ".", "./subpath". */
    readonly entry: string;
    readonly problem: ProbeProblem;
    /** For the two problems of an export. */
    readonly exportedName?: string;
    /** What the runtime, the bundler or npm said, shortened. */
    readonly error: string;
  };
  "probe-not-run": {
    readonly probe: ProbeName;
    readonly entry: string;
    readonly obstacle: ProbeObstacle;
    /** A phrase: "Bun is not on PATH". */
    readonly reason: string;
  };
}

/** One probe, as the report lists it. */
export interface ProbeResult {
  readonly probe: ProbeName;
  readonly entry: string;
  /** A probe that did not run never counts as one that passed. */
  readonly outcome: "passed" | "failed" | "not-run";
  readonly milliseconds: number;
  /** Why it failed or did not run. */
  readonly reason?: string;
}
