import { parseArgs } from "node:util";
import { nearest } from "../configuration/nearest.js";
import { type Format, formats, type OptionName, optionNames, options } from "./options.js";
import { UsageError } from "./usage-error.js";

export interface CheckCommand {
  readonly command: "check";
  readonly targets: readonly string[];
  readonly asIs: boolean;
  /** A target, or "previous"; null when nothing is compared. */
  readonly against: string | null;
  /** Null when no code of the package is run. */
  readonly probe: ProbeRequest | null;
  readonly publint: boolean;
  readonly config: string | null;
  readonly format: Format;
  readonly outputFile: string | null;
  /** Infinity when warnings never fail. */
  readonly maxWarnings: number;
  readonly quiet: boolean;
}

export interface ProbeRequest {
  /** Path of Bun; undefined: the one on PATH. */
  readonly bun: string | undefined;
  readonly scripts: boolean;
  readonly timeoutMilliseconds: number | undefined;
}

export type Command =
  | CheckCommand
  | { readonly command: "help" }
  | { readonly command: "version" }
  | { readonly command: "list-rules"; readonly format: Format }
  | { readonly command: "explain"; readonly rule: string };

/** Only maps arguments to what is to be done. */
export function parseArguments(argv: readonly string[]): Command {
  const { values, targets } = readArguments(argv);
  if (values.help === true) return { command: "help" };
  if (values.version === true) return { command: "version" };
  const format = readFormat(values.format);
  if (values["list-rules"] === true) return { command: "list-rules", format };
  if (values.explain !== undefined) return { command: "explain", rule: values.explain };
  return {
    command: "check",
    targets: targets.length === 0 ? ["."] : targets,
    asIs: values["as-is"] ?? false,
    against: readAgainst(values.against, targets.length),
    probe: readProbe(values),
    publint: values.publint ?? false,
    config: values.config ?? null,
    format,
    outputFile: values["output-file"] ?? null,
    maxWarnings: readMaxWarnings(values["max-warnings"]),
    quiet: values.quiet ?? false,
  };
}

type Values = { [Name in OptionName]?: (typeof options)[Name]["type"] extends "boolean" ? boolean : string };

function readArguments(argv: readonly string[]): { values: Values; targets: string[] } {
  // Tokens of a lenient parse tell a wrong option from a wrong value, and let us answer in our own words.
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const definition = Object.hasOwn(options, token.name) ? options[token.name as OptionName] : undefined;
    if (definition === undefined) throw unknownOption(token.rawName);
    if (definition.type === "boolean" && token.value !== undefined) {
      throw new UsageError(`${token.rawName} takes no value, but was given ${JSON.stringify(token.value)}.`);
    }
    if (definition.type === "string") {
      const isMissing =
        token.value === undefined || token.value === "" || isOption(token.value, token.inlineValue);
      if (isMissing)
        throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${definition.placeholder}.`);
    }
  }
  const { values, positionals } = parseArgs({
    args: [...argv],
    options,
    strict: true,
    allowPositionals: true,
  });
  const empty = positionals.indexOf("");
  if (empty >= 0)
    throw new UsageError("A target is an empty text; give a directory, a .tgz file or name@version.");
  return { values, targets: positionals };
}

/** `--config --format json` forgot the file; `--config=--odd-name` means it. */
function isOption(value: string, isInline: boolean | undefined): boolean {
  return isInline !== true && value.startsWith("-") && value !== "-";
}

function unknownOption(rawName: string): UsageError {
  const meant = nearest(rawName.replace(/^--?/, ""), optionNames);
  const suggestion = meant === undefined ? "See --help." : `Did you mean --${meant}?`;
  return new UsageError(`Unknown option ${rawName}. ${suggestion}`);
}

function readFormat(value: string | undefined): Format {
  if (value === undefined) return "text";
  const format = formats.find((known) => known === value);
  if (format !== undefined) return format;
  const meant = nearest(value, formats);
  throw new UsageError(
    `Unknown format ${JSON.stringify(value)}; allowed: ${formats.join(", ")}.` +
      (meant === undefined ? "" : ` Did you mean ${meant}?`),
  );
}

function readAgainst(value: string | undefined, targets: number): string | null {
  if (value === undefined) return null;
  if (value === "previous" || targets < 2) return value;
  throw new UsageError(
    `--against ${value} names one package, but there are ${targets} targets; use --against previous, or one target.`,
  );
}

function readProbe(values: Values): ProbeRequest | null {
  const bun = values.bun;
  const scripts = values["probe-scripts"] ?? false;
  const timeout = values["probe-timeout"];
  if (values.probe !== true) {
    const without = bun !== undefined ? "bun" : scripts ? "probe-scripts" : timeout && "probe-timeout";
    if (without) throw new UsageError(`--${without} only has a meaning with --probe.`);
    return null;
  }
  if (timeout !== undefined && !/^[1-9]\d{0,3}$/.test(timeout)) {
    throw new UsageError(
      `--probe-timeout needs a number of seconds, but was given ${JSON.stringify(timeout)}.`,
    );
  }
  return { bun, scripts, timeoutMilliseconds: timeout === undefined ? undefined : Number(timeout) * 1_000 };
}

function readMaxWarnings(value: string | undefined): number {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw new UsageError(
    `--max-warnings needs a whole number of at least 0, but was given ${JSON.stringify(value)}.`,
  );
}
