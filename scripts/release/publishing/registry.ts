import { errorCode, explainFailure, type Npm, runNpm } from "./npm.ts";

/** The registry said something else than what a release can go on with. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
}

/** What the registry holds of a package. */
export interface RegistryState {
  /** False before its very first publish. */
  readonly exists: boolean;
  /** "sha512-…" of the version that is asked about; undefined when it is not there. */
  readonly integrity: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export async function readRegistryState(npm: Npm, name: string, version: string): Promise<RegistryState> {
  const tags = await readTags(npm, name);
  if (tags === undefined) return { exists: false, integrity: undefined, tags: {} };
  return { exists: true, integrity: await readIntegrity(npm, name, version), tags };
}

/** Undefined when the registry has no such package. */
async function readTags(npm: Npm, name: string): Promise<Record<string, string> | undefined> {
  // `npm view` would need a tag `latest` to start from.
  const result = await runNpm(npm, ["dist-tag", "ls", name, "--prefer-online"]);
  if (result.exitCode !== 0) {
    if (errorCode(result) === "E404") return undefined;
    throw new RegistryError(`${name}: ${explainFailure(result, npm.environment)}`);
  }
  const tags = [...result.stdout.matchAll(/^([^\s:]+): (\S+)$/gm)];
  return Object.fromEntries(tags.map(([, tag = "", version = ""]) => [tag, version]));
}

export async function readIntegrity(npm: Npm, name: string, version: string): Promise<string | undefined> {
  const result = await runNpm(npm, [
    "view",
    `${name}@${version}`,
    "dist.integrity",
    "--json",
    "--prefer-online",
  ]);
  if (result.exitCode !== 0) {
    if (errorCode(result) === "E404") return undefined;
    throw new RegistryError(`${name}@${version}: ${explainFailure(result, npm.environment)}`);
  }
  if (result.stdout.trim() === "") return undefined;
  const integrity: unknown = parse(result.stdout, name);
  if (typeof integrity !== "string")
    throw new RegistryError(`${name}@${version}: the registry names no sha512.`);
  return integrity;
}

/** Before anything is published: a token that has expired is found out while nothing is half done. */
export async function assertLoggedIn(npm: Npm, name: string): Promise<void> {
  const scope = name.startsWith("@") ? name.slice(0, name.indexOf("/")) : undefined;
  const configured = scope === undefined ? undefined : await readConfig(npm, `${scope}:registry`);
  const registry = configured === undefined ? [] : [`--registry=${configured}`];
  const result = await runNpm(npm, ["whoami", "--json", ...registry]);
  if (result.exitCode !== 0) throw new RegistryError(explainFailure(result, npm.environment));
}

async function readConfig(npm: Npm, key: string): Promise<string | undefined> {
  const result = await runNpm(npm, ["config", "get", key]);
  const value = result.stdout.trim();
  return result.exitCode !== 0 || value === "" || value === "undefined" ? undefined : value;
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RegistryError(`${name}: what the registry answered cannot be read.`);
  }
}
