/**
 * Every option of the command, once. Parsing, --help, and the table in the README come from here; a test keeps
 * the README equal.
 */
export interface OptionDefinition {
  readonly type: "boolean" | "string";
  readonly short?: string;
  /** What stands for the value in the usage text. */
  readonly placeholder?: string;
  readonly description: string;
}

export const formats = ["text", "json", "github", "sarif", "html"] as const;

export type Format = (typeof formats)[number];

export const options = {
  "as-is": {
    type: "boolean",
    description: "Take a directory as the contents of a tarball: every file in it counts as shipped",
  },
  against: {
    type: "string",
    placeholder: "TARGET",
    description:
      "Also report what was lost since this release; `previous`: the newest earlier one that passes",
  },
  probe: {
    type: "boolean",
    description: "Also install, load and bundle it in a temporary folder: this runs its code",
  },
  bun: { type: "string", placeholder: "PATH", description: "Use this Bun for --probe, not the one on PATH" },
  "probe-scripts": {
    type: "boolean",
    description: "Let install scripts of the package and its dependencies run for --probe",
  },
  "probe-timeout": {
    type: "string",
    placeholder: "SECONDS",
    description: "How long --probe waits for one entry to load or bundle (default: 30)",
  },
  publint: {
    type: "boolean",
    description: "Also report what the linter publint says, at most as warnings",
  },
  config: {
    type: "string",
    short: "c",
    placeholder: "FILE",
    description: "Use this configuration file (or package.json with `bundleCheck`), not the package's own",
  },
  format: {
    type: "string",
    short: "f",
    placeholder: "FORMAT",
    description: `How to print the report: ${formats.join(", ")} (default: text)`,
  },
  "output-file": {
    type: "string",
    short: "o",
    placeholder: "FILE",
    description: "Write the report to a file instead of stdout",
  },
  "max-warnings": {
    type: "string",
    placeholder: "N",
    description: "Exit with 1 when there are more than N warnings (default: warnings do not fail)",
  },
  quiet: {
    type: "boolean",
    short: "q",
    description: "Show only errors in the text and HTML reports; warnings still count for --max-warnings",
  },
  "list-rules": {
    type: "boolean",
    description: "List the rules with their severities; also with --format json",
  },
  explain: {
    type: "string",
    placeholder: "RULE",
    description: "Print what a rule finds, why it matters and how to fix it",
  },
  version: { type: "boolean", short: "v", description: "Print the version" },
  help: { type: "boolean", short: "h", description: "Print this help" },
} as const satisfies Record<string, OptionDefinition>;

export type OptionName = keyof typeof options;

export const optionNames = Object.keys(options);

/** Command lines shown by --help and in the README, each with what it does. */
export const examples: readonly { readonly purpose: string; readonly command: string }[] = [
  { purpose: "Judge what would be packed from the current directory", command: "bundle-check" },
  { purpose: "Judge the tarball you are about to publish", command: "bundle-check my-package-1.2.3.tgz" },
  { purpose: "Judge published versions", command: "bundle-check left-pad@1.3.0 left-pad@latest" },
  {
    purpose: "Also see what was lost since the last good release",
    command: "bundle-check --against previous",
  },
  {
    purpose: "Also load and bundle it, which runs its code",
    command: "bundle-check --probe my-package-1.2.3.tgz",
  },
  { purpose: "Judge build output without packing it", command: "bundle-check --as-is ./out" },
  {
    purpose: "Annotate a pull request and fail on any warning",
    command: "bundle-check -f github --max-warnings 0",
  },
  {
    purpose: "Keep the result for a program",
    command: "bundle-check -f json -o bundle-check.json packages/*",
  },
  { purpose: "Read about a rule", command: "bundle-check --explain undeclared-export" },
];

export const exitCodes: readonly { readonly code: number; readonly meaning: string }[] = [
  { code: 0, meaning: "no errors, and no more warnings than --max-warnings allows" },
  { code: 1, meaning: "errors were found, or too many warnings" },
  {
    code: 2,
    meaning:
      "wrong usage, unreadable target or baseline, invalid configuration, or --probe could not install",
  },
  { code: 3, meaning: "bundle-check itself failed" },
];
