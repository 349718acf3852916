import { readFileSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import type { PackageFiles, PackageTarget, TargetKind } from "../package-files/package-files.js";
import { systemErrorCode, systemErrorText } from "../package-files/system-error.js";
import { type Configuration, emptyConfiguration } from "./configuration.js";
import { ConfigurationError } from "./configuration-error.js";
import type { ConfigurationSource } from "./unused-ignores.js";
import { validateConfiguration } from "./validate.js";

export const configurationFile = "bundle-check.config.json";
const manifestKey = "bundleCheck";

export interface LoadedConfiguration {
  readonly configuration: Configuration;
  /** Null when nothing is configured. */
  readonly source: ConfigurationSource | null;
  /** What the package asked for and did not get, as key paths. */
  readonly disregarded: readonly string[];
}

/**
 * Whether a package's own configuration is taken at its word. A directory is the user's own; what comes out of
 * a tarball or a registry may be anybody's and must not excuse itself.
 */
const isTrusted = {
  directory: true,
  "as-is": true,
  tarball: false,
  registry: false,
} as const satisfies Record<TargetKind, boolean>;

/** The package's own configuration. */
export function loadOwnConfiguration(target: PackageTarget, files: PackageFiles): LoadedConfiguration {
  const own = readOwnSource(target, files);
  if (own === null) return { configuration: emptyConfiguration, source: null, disregarded: [] };
  const configuration = read(own.source, own.value, own.source.file);
  return isTrusted[target.kind]
    ? { configuration, source: own.source, disregarded: [] }
    : { ...onlyStricter(configuration), source: own.source };
}

/** The configuration in a file the user named; it replaces the package's own. */
export function loadConfigurationFile(file: string, workingDirectory: string): LoadedConfiguration {
  const path = resolve(workingDirectory, file);
  let text: string;
  try {
    text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    throw new ConfigurationError(file, [systemErrorText(cause, "The file")], { cause });
  }
  const value = parse(text, file);
  const isManifest = basename(path) === "package.json";
  const inManifest = isManifest ? ownValue(value, manifestKey) : undefined;
  if (isManifest && inManifest === undefined) {
    throw new ConfigurationError(file, [
      `A package.json given with --config needs the key "${manifestKey}".`,
    ]);
  }
  const source = {
    file: portable(relative(workingDirectory, path)),
    text,
    keyPath: isManifest ? [manifestKey] : [],
  };
  return {
    configuration: read(source, isManifest ? inManifest : value, file),
    source,
    disregarded: [],
  };
}

/**
 * The source of a configuration file as seen from a package directory, so that a finding about it is placed like
 * those about the package's files.
 */
export function sourceSeenFrom(
  source: ConfigurationSource,
  directory: string | null,
  workingDirectory: string,
): ConfigurationSource {
  if (directory === null) return source;
  return { ...source, file: portable(relative(directory, resolve(workingDirectory, source.file))) };
}

function portable(path: string): string {
  return path.split(sep).join("/");
}

function readOwnSource(
  target: PackageTarget,
  files: PackageFiles,
): { readonly source: ConfigurationSource; readonly value: unknown } | null {
  const inManifest = readManifestKey(files);
  const inFile = target.directory === null ? null : readConfigurationIn(target.directory);
  if (inManifest !== null && inFile !== null) {
    throw new ConfigurationError(configurationFile, [
      `package.json has the key "${manifestKey}" as well; keep one of the two.`,
    ]);
  }
  return inFile ?? inManifest;
}

function readManifestKey(files: PackageFiles) {
  if (!files.has("package.json")) return null;
  const text = files.text("package.json");
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    // A manifest that is not JSON is the rules' business; there is no configuration in it.
    return null;
  }
  const value = ownValue(manifest, manifestKey);
  if (value === undefined) return null;
  return { source: { file: "package.json", text, keyPath: [manifestKey] }, value };
}

function readConfigurationIn(directory: string) {
  let text: string;
  try {
    text = readFileSync(join(directory, configurationFile), "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    if (systemErrorCode(cause) === "ENOENT") return null;
    throw new ConfigurationError(configurationFile, [systemErrorText(cause, "The file")], {
      cause,
    });
  }
  return { source: { file: configurationFile, text, keyPath: [] }, value: parse(text, configurationFile) };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigurationError(file, [`The file is not valid JSON (${describeCause(cause)}).`], { cause });
  }
}

function read(source: ConfigurationSource, value: unknown, file: string): Configuration {
  const validation = validateConfiguration(value, source.keyPath.join("."));
  if (validation.problems !== undefined) throw new ConfigurationError(file, validation.problems);
  return validation.configuration;
}

/** Promises and floors can only add findings; severities, globals and ignores can take them away. */
function onlyStricter(configuration: Configuration): { configuration: Configuration; disregarded: string[] } {
  const { rules, globals, ignores, maximumCodeLoss } = configuration;
  const disregarded: string[] = [];
  if (Object.keys(rules).length > 0) disregarded.push(`${manifestKey}.rules`);
  if (globals.length > 0) disregarded.push(`${manifestKey}.globals`);
  if (ignores.length > 0) disregarded.push(`${manifestKey}.ignores`);
  if (maximumCodeLoss !== null) disregarded.push(`${manifestKey}.maximumCodeLoss`);
  const stricter = { rules: {}, globals: [], ignores: [], maximumCodeLoss: null };
  return { configuration: { ...configuration, ...stricter }, disregarded };
}

function ownValue(object: unknown, key: string): unknown {
  if (typeof object !== "object" || object === null || !Object.hasOwn(object, key)) return undefined;
  return Object.entries(object).find(([name]) => name === key)?.[1];
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
