import type { RuleId, Severity } from "../findings/finding.js";

/** An accepted finding. Without a reason it is refused; when it matches nothing it is itself a finding. */
export interface Ignore {
  readonly rule: RuleId;
  /** Path relative to the package root; may contain `*` and `**`. Absent: any file. */
  readonly file?: string;
  /** The name the finding is about (export, identifier, specifier or target). Absent: any name. */
  readonly name?: string;
  readonly reason: string;
}

/** What a package asks of the guard: `bundleCheck` in package.json or `bundle-check.config.json`. */
export interface Configuration {
  /** Severity per rule; "off" silences it. */
  readonly rules: Readonly<Partial<Record<RuleId, Severity | "off">>>;
  /** Floors for every JavaScript root entry. */
  readonly minLines: number | null;
  readonly minBytes: number | null;
  /** The share of an entry's code that may be gone against a baseline, from 0 to 1; null for the default. */
  readonly maximumCodeLoss: number | null;
  /** Names each entry of a subpath must export, by subpath: `{ ".": ["default"] }`. */
  readonly expectedExports: Readonly<Record<string, readonly string[]>>;
  /** Identifiers that the package's runtime provides besides the known ones. */
  readonly globals: readonly string[];
  readonly ignores: readonly Ignore[];
}

export const emptyConfiguration: Configuration = {
  rules: {},
  minLines: null,
  minBytes: null,
  maximumCodeLoss: null,
  expectedExports: {},
  globals: [],
  ignores: [],
};
