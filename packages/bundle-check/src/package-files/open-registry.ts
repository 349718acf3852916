import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { findExecutable } from "./find-executable.js";
import { managerEnvironment } from "./manager-environment.js";
import { npmFailureCode, npmFailureText } from "./npm-failure.js";
import type { OpenOptions } from "./open-options.js";
import { noteDropped, readTarballFile } from "./open-tarball.js";
import { type OpenedPackage, UnreadableTargetError } from "./package-files.js";
import { isObject } from "./package-manager.js";
import { readTarball } from "./read-tarball.js";
import { parseRegistrySpec, type RegistrySpec, RegistrySpecError } from "./registry-spec.js";
import { type CommandOutcome, runCommand } from "./run-command.js";
import { withTemporaryFolder } from "./temporary-folder.js";

/**
 * A published package, fetched by the user's own npm: it knows the registries, proxies, certificates and credentials
 * of the user's npmrc, and checks the bytes against the registry's integrity.
 */
export async function openRegistryPackage(spec: string, options: OpenOptions): Promise<OpenedPackage> {
  const wanted = parseSpec(spec);
  const executable = findExecutable("npm");
  if (executable === undefined) {
    throw new UnreadableTargetError(spec, "Fetching a package needs npm, and npm is not on PATH.");
  }
  return await withTemporaryFolder(async (destination) => {
    options.onProgress?.(`Fetching ${wanted.argument} with npm`);
    const announced = await fetchTarball(spec, { executable, wanted, destination, options });
    const bytes = readTarballFile(spec, await onlyTarball(spec, destination));
    const { files, integrity, dropped } = await readTarball(bytes, { spec, signal: options.signal });
    if (announced !== null && announced !== integrity) {
      throw new UnreadableTargetError(
        spec,
        `The tarball on disk is not the one npm fetched: npm says ${announced}, the bytes are ${integrity}.`,
      );
    }
    noteDropped(dropped, options);
    return {
      target: { spec, kind: "registry", integrity, tarballSize: bytes.byteLength, directory: null },
      files,
    };
  });
}

function parseSpec(spec: string): RegistrySpec {
  try {
    return parseRegistrySpec(spec);
  } catch (error) {
    if (error instanceof RegistrySpecError)
      throw new UnreadableTargetError(spec, error.message, { cause: error });
    throw error;
  }
}

interface Fetching {
  readonly executable: string;
  readonly wanted: RegistrySpec;
  readonly destination: string;
  readonly options: OpenOptions;
}

/** Lets npm put the tarball into the destination; resolves to the integrity npm reports, if it does. */
async function fetchTarball(spec: string, fetching: Fetching): Promise<string | null> {
  let outcome = await runNpm(fetching, fetching.wanted.exact ? ["--prefer-offline"] : []);
  if (fetching.wanted.exact && npmFailureCode(outcome) === "ETARGET") {
    // npm's copy of the version list is older than the version.
    outcome = await runNpm(fetching, ["--prefer-online"]);
  }
  if (outcome.kind === "exited" && outcome.code === 0) return announcedIntegrity(outcome.output);
  throw new UnreadableTargetError(spec, npmFailureText(fetching.wanted, outcome));
}

function runNpm(
  { executable, wanted, destination, options }: Fetching,
  more: string[],
): Promise<CommandOutcome> {
  return runCommand({
    executable,
    arguments: [
      "pack",
      wanted.argument,
      "--ignore-scripts",
      "--json",
      "--workspaces=false",
      "--loglevel=error",
      "--pack-destination",
      destination,
      // npm waits 10 and then 60 seconds between attempts; a person at a terminal has given up by then.
      "--fetch-retry-mintimeout=500",
      "--fetch-retry-maxtimeout=5000",
      ...more,
    ],
    // The current folder, because a project's own .npmrc may say where its packages come from.
    directory: process.cwd(),
    environment: managerEnvironment(),
    signal: options.signal,
  });
}

async function onlyTarball(spec: string, destination: string): Promise<string> {
  const tarball = (await readdir(destination)).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined)
    throw new UnreadableTargetError(spec, "npm fetched the package but left no tarball.");
  return join(destination, tarball);
}

/** npm up to 11 prints a list with one package, npm 12 an object keyed by the package's name. */
function announcedIntegrity(output: string): string | null {
  try {
    const result: unknown = JSON.parse(output);
    const [packed] = Array.isArray(result) ? result : Object.values(isObject(result) ? result : {});
    return isObject(packed) && typeof packed.integrity === "string" ? packed.integrity : null;
  } catch {
    // Not having this second opinion is no reason to refuse: npm has compared with the registry itself.
    return null;
  }
}
