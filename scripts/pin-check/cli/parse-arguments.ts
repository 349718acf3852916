import { parseArgs } from "node:util";
import {
  type ArtifactMode,
  artifactModes,
  type Format,
  formats,
  type OptionName,
  options,
} from "./options.ts";
import { UsageError } from "./usage-error.ts";

export interface CommonArguments {
  readonly root: string;
  readonly policy: string | null;
  readonly format: Format;
  /** Which pin, when the policy has several. */
  readonly package: string | null;
}

export type Command =
  | { readonly command: "help" }
  | (CommonArguments & { readonly command: "check"; readonly artifact: ArtifactMode })
  | (CommonArguments & { readonly command: "explain" })
  | (CommonArguments & { readonly command: "verify"; readonly target: string })
  | (CommonArguments & {
      readonly command: "bump";
      /** Null: the version of the workspace. */
      readonly version: string | null;
      readonly isDryRun: boolean;
    });

type Values = { [Name in OptionName]?: (typeof options)[Name]["type"] extends "boolean" ? boolean : string };

/** Only maps arguments to what is to be done. */
export function parseArguments(argv: readonly string[]): Command {
  const { values, positionals } = readArguments(argv);
  if (values.help === true) return { command: "help" };
  const common = {
    root: values.root ?? ".",
    policy: values.policy ?? null,
    format: readChoice("format", values.format, formats, "text"),
    package: values.package ?? null,
  };
  const [name = "check", target, ...more] = positionals;
  const allow = (...allowed: readonly OptionName[]) => refuseOptions(values, name, allowed);
  if (name !== "check" && (common.format === "github" || common.format === "sarif")) {
    throw new UsageError(`--format ${common.format} is for the check; ${name} knows text and json.`);
  }
  if (more.length > 0) throw new UsageError(`Too many arguments: ${more.join(" ")}. See --help.`);
  switch (name) {
    case "check":
      allow("format", "artifact", "no-artifact");
      if (target !== undefined)
        throw new UsageError(`check takes no argument, but got ${target}. Use --root.`);
      return { command: "check", ...common, artifact: readArtifact(values) };
    case "explain":
      allow("package", "format");
      if (target !== undefined) throw new UsageError(`explain takes no argument, but got ${target}.`);
      return { command: "explain", ...common };
    case "verify":
      allow("package", "format");
      if (target === undefined || target === "") {
        throw new UsageError("verify needs a version, a folder or a .tgz file.");
      }
      return { command: "verify", ...common, target };
    case "bump":
      allow("package", "format", "workspace", "dry-run");
      return { command: "bump", ...common, ...readBump(values, target) };
    default:
      throw new UsageError(`Unknown command ${JSON.stringify(name)}. See --help.`);
  }
}

function readBump(values: Values, target: string | undefined) {
  const isDryRun = values["dry-run"] ?? false;
  if (values.workspace === true) {
    if (target !== undefined) throw new UsageError("bump takes a version or --workspace, not both.");
    return { version: null, isDryRun };
  }
  if (target === undefined || target === "") throw new UsageError("bump needs a version, or --workspace.");
  return { version: target, isDryRun };
}

function readArtifact(values: Values): ArtifactMode {
  const isOff = values["no-artifact"] === true;
  const mode = readChoice("artifact", values.artifact, artifactModes, isOff ? "off" : "auto");
  if (isOff && mode !== "off") throw new UsageError(`--no-artifact contradicts --artifact ${mode}.`);
  return mode;
}

function readChoice<Choice extends string>(
  option: string,
  value: string | undefined,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  if (value === undefined) return fallback;
  const choice = choices.find((known) => known === value);
  if (choice !== undefined) return choice;
  throw new UsageError(`Unknown ${option} ${JSON.stringify(value)}; allowed: ${choices.join(", ")}.`);
}

function refuseOptions(values: Values, command: string, allowed: readonly OptionName[]): void {
  const everywhere: readonly OptionName[] = ["root", "policy", "help"];
  for (const name of Object.keys(values)) {
    const isAllowed = [...everywhere, ...allowed].some((known) => known === name);
    if (!isAllowed) throw new UsageError(`--${name} has no meaning for ${command}. See --help.`);
  }
}

function readArguments(argv: readonly string[]): { values: Values; positionals: string[] } {
  // Tokens of a lenient parse tell a wrong option from a wrong value, and let us answer in our own words.
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const known = Object.entries(options).find(([name]) => name === token.name)?.[1];
    if (known === undefined) throw new UsageError(`Unknown option ${token.rawName}. See --help.`);
    if (seen.has(token.name)) throw new UsageError(`${token.rawName} is given twice.`);
    seen.add(token.name);
    if (known.type === "boolean" && token.value !== undefined) {
      throw new UsageError(`${token.rawName} takes no value, but was given ${JSON.stringify(token.value)}.`);
    }
    const isForgotten =
      token.value === undefined ||
      token.value === "" ||
      (token.inlineValue !== true && token.value.startsWith("-"));
    if (known.type === "string" && isForgotten) {
      throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${known.placeholder}.`);
    }
  }
  const { values, positionals } = parseArgs({
    args: [...argv],
    options,
    strict: true,
    allowPositionals: true,
  });
  return { values, positionals };
}
