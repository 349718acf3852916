/** One way consumers load a package, by the conditions that their runtime or bundler sets. */
export type ConsumerWay =
  | "import in Node"
  | "require in Node"
  | "import in Bun"
  | "import for browsers"
  | "import in other runtimes"
  | "require in other runtimes"
  | "types";

interface BaselineIdentity {
  /** Version of the release this package was compared with; null when its manifest names none. */
  readonly baselineVersion: string | null;
}

/** What the rules that compare with an earlier release need to say what they saw. */
export interface BaselineArguments {
  "lost-entry": BaselineIdentity & {
    /** What consumers import ("." for the package itself), or the name of a command. */
    readonly entry: string;
    readonly kind: "subpath" | "command";
    /** The ways of loading that the baseline had; empty for a command. */
    readonly ways: readonly ConsumerWay[];
    /** The file that answered in the baseline. */
    readonly baselineFile: string;
  };
  "lost-file": BaselineIdentity & {
    readonly path: string;
    /** It is shipped but no import leads to it any more, or it is not shipped. */
    readonly loss: "not-shipped" | "not-exported";
    /** Why consumers may be using it. */
    readonly publicBy: "root" | "readme" | "pattern" | "path";
  };
  "lost-export": BaselineIdentity & {
    readonly name: string;
    readonly entry: string;
    readonly ways: readonly ConsumerWay[];
    readonly baselineFile: string;
  };
  "lost-dependency": BaselineIdentity & {
    /** Still declared, and imported by what consumers reached in the baseline. */
    readonly dependency: string;
  };
  "lost-code": BaselineIdentity & {
    readonly entry: string;
    /** Tokens of the entry and everything it leads to inside the package. */
    readonly baselineTokens: number;
    readonly tokens: number;
    /** The share of the baseline that may be lost. */
    readonly allowedLoss: number;
    /** Packages that are asked for now and were not before: the code may have moved there. */
    readonly newDependencies: readonly string[];
  };
  "lost-source": BaselineIdentity & {
    /** Modules that the source maps of the baseline name and those of this package do not (at most ten). */
    readonly sources: readonly string[];
    readonly lost: number;
    readonly baselineSources: number;
  };
}
