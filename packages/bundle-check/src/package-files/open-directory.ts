import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import validVersion from "semver/functions/valid.js";
import { decodeText } from "./files-view.js";
import { COMMAND_TIMEOUT_MILLISECONDS } from "./limits.js";
import { managerEnvironment } from "./manager-environment.js";
import type { OpenOptions } from "./open-options.js";
import { noteDropped, readTarballFile } from "./open-tarball.js";
import { type PackCommand, packCommandFor } from "./pack-command.js";
import { type OpenedPackage, UnreadableTargetError } from "./package-files.js";
import { isObject } from "./package-manager.js";
import { printableName } from "./printable-name.js";
import { readTarball } from "./read-tarball.js";
import { isPackageName } from "./registry-spec.js";
import { lastLines, runCommand } from "./run-command.js";
import { systemErrorText } from "./system-error.js";
import { withTemporaryFolder } from "./temporary-folder.js";

/** A package directory: what its own package manager would put into the tarball, without running its scripts. */
export async function openDirectory(spec: string, options: OpenOptions): Promise<OpenedPackage> {
  const directory = resolve(spec);
  const manifest = await readManifest(spec, directory);
  return await withTemporaryFolder(async (destination) => {
    const command = await packCommandFor({ directory, manifest, destination, signal: options.signal });
    if (command === undefined) {
      throw new UnreadableTargetError(spec, "Packing the folder needs npm, and npm is not on PATH.");
    }
    if (command.substitution !== null) options.onProgress?.(command.substitution);
    options.onProgress?.(`Packing ${String(manifest.name)} with ${command.manager}`);
    const tarball = await pack(spec, { command, directory, destination, options });
    const bytes = readTarballFile(spec, tarball);
    const { files, integrity, dropped } = await readTarball(bytes, { spec, signal: options.signal });
    noteDropped(dropped, options);
    return {
      target: { spec, kind: "directory", integrity, tarballSize: bytes.byteLength, directory },
      files,
    };
  });
}

interface Packing {
  readonly command: PackCommand;
  readonly directory: string;
  readonly destination: string;
  readonly options: OpenOptions;
}

async function pack(spec: string, { command, directory, destination, options }: Packing): Promise<string> {
  const outcome = await runCommand({
    executable: command.executable,
    arguments: command.arguments,
    directory,
    environment: managerEnvironment(),
    signal: options.signal,
  });
  switch (outcome.kind) {
    case "not-started":
      throw new UnreadableTargetError(
        spec,
        `${command.manager} could not be started: ${outcome.cause.message}`,
        {
          cause: outcome.cause,
        },
      );
    case "timed-out":
      throw new UnreadableTargetError(
        spec,
        `${command.manager} did not finish packing within ${COMMAND_TIMEOUT_MILLISECONDS / 1000} seconds.`,
      );
    case "exited": {
      const said = lastLines(outcome.errors) || lastLines(outcome.output);
      if (outcome.code !== 0) {
        throw new UnreadableTargetError(spec, `${command.manager} could not pack the folder:\n${said}`);
      }
      // The name is the manager's choice, and the folder was empty.
      const tarball = (await readdir(destination)).find((name) => name.endsWith(".tgz"));
      if (tarball === undefined) {
        throw new UnreadableTargetError(
          spec,
          `${command.manager} packed the folder but left no tarball:\n${said}`,
        );
      }
      return join(destination, tarball);
    }
  }
}

/** The manifest, as far as packing needs it. */
async function readManifest(spec: string, directory: string): Promise<Record<string, unknown>> {
  const manifest = parseManifest(spec, await readManifestText(spec, directory));
  for (const field of ["name", "version"]) {
    if (typeof manifest[field] !== "string" || manifest[field] === "") {
      throw new UnreadableTargetError(
        spec,
        `The package.json has no ${field}, and no package manager packs a package without one. ` +
          "Use --as-is to judge the folder's files as they lie there.",
      );
    }
  }
  refuseStrangeIdentity(spec, String(manifest.name), String(manifest.version));
  return manifest;
}

/** Package managers put both into the tarball's file name; with slashes and dots they would write it elsewhere. */
function refuseStrangeIdentity(spec: string, name: string, version: string): void {
  if (!isPackageName(name)) {
    throw new UnreadableTargetError(
      spec,
      `The package.json has the name "${printableName(name)}", which is no package name.`,
    );
  }
  if (validVersion(version) === null) {
    throw new UnreadableTargetError(
      spec,
      `The package.json has the version "${printableName(version)}", which is no version.`,
    );
  }
}

async function readManifestText(spec: string, directory: string): Promise<string> {
  try {
    return decodeText(await readFile(join(directory, "package.json")));
  } catch (error) {
    throw new UnreadableTargetError(spec, systemErrorText(error, "The folder's package.json"), {
      cause: error,
    });
  }
}

function parseManifest(spec: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new UnreadableTargetError(spec, `The folder's package.json is not JSON: ${detail}`, {
      cause: error,
    });
  }
  if (!isObject(value))
    throw new UnreadableTargetError(spec, "The folder's package.json is not a JSON object.");
  return value;
}
