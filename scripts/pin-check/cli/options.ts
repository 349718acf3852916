/** Every option of the command, once. Parsing, --help and the table in the documents come from here. */
export interface OptionDefinition {
  readonly type: "boolean" | "string";
  readonly short?: string;
  /** What stands for the value in the usage text. */
  readonly placeholder?: string;
  readonly description: string;
}

export const formats = ["text", "json", "github", "sarif"] as const;
export type Format = (typeof formats)[number];

export const artifactModes = ["auto", "registry", "off"] as const;
export type ArtifactMode = (typeof artifactModes)[number];

export const options = {
  root: {
    type: "string",
    placeholder: "DIR",
    description: "Examine this repository (default: the current folder)",
  },
  policy: {
    type: "string",
    placeholder: "FILE",
    description: "Use this policy, not the repository's pins.json or the one that is shipped",
  },
  format: {
    type: "string",
    short: "f",
    placeholder: "FORMAT",
    description: `How to print the report: ${formats.join(", ")} (default: text)`,
  },
  artifact: {
    type: "string",
    placeholder: "MODE",
    description: "Judge what is pinned: auto (what is at hand), registry (download it), off (default: auto)",
  },
  "no-artifact": { type: "boolean", description: "The same as --artifact off" },
  workspace: { type: "boolean", description: "bump: move to the version that the packed workspace has" },
  package: {
    type: "string",
    placeholder: "NAME",
    description: "verify, bump, explain: this pin, when the policy has several",
  },
  "dry-run": { type: "boolean", description: "bump: show what would be written, and write nothing" },
  help: { type: "boolean", short: "h", description: "Print this help" },
} as const satisfies Record<string, OptionDefinition>;

export type OptionName = keyof typeof options;

export const commands = [
  { usage: "pin-check", purpose: "check the pins of a repository" },
  {
    usage: "pin-check verify <version|dir|tgz>",
    purpose: "everything that must hold before the pin moves there",
  },
  { usage: "pin-check bump <version>", purpose: "verify, then move policy, manifests and lockfile" },
  { usage: "pin-check bump --workspace", purpose: "the same with the version that the workspace has" },
  { usage: "pin-check explain", purpose: "why the pin exists, who uses it, and what would relax it" },
] as const;

export const exitCodes: readonly { readonly code: number; readonly meaning: string }[] = [
  { code: 0, meaning: "the pins hold; there may be warnings" },
  { code: 1, meaning: "errors were found, or a version did not pass `verify`" },
  { code: 2, meaning: "wrong usage, or something that had to be read could not be" },
  { code: 3, meaning: "pin-check itself failed" },
];
