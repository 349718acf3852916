import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { noSurroundings, type Surroundings, type ToldRelease } from "./surroundings.js";
import { type NamedRelease, readWorkflow, tellingFiles } from "./told-releases.js";

/** Folders above the package that are looked at, unless the repository's root comes first. */
const highestFolder = 6;

/** Larger files are no configuration. */
const largestFile = 4_000_000;

/**
 * Reads what the repository around a package directory says about its bundler. Whatever cannot be read tells
 * nothing; this never fails.
 */
export async function readSurroundings(directory: string | null): Promise<Surroundings> {
  if (directory === null) return noSurroundings;
  const bunReleases: ToldRelease[] = [];
  let folder = directory;
  for (let height = 0; height < highestFolder; height++) {
    for (const told of await readFolder(folder)) bunReleases.push(relativeTo(directory, told));
    // The root of the repository: nothing above it belongs to the package.
    if (await exists(join(folder, ".git"))) break;
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return { bunReleases, bundlesWithBun: await callsBundler(directory) };
}

interface Told extends NamedRelease {
  readonly file: string;
}

async function readFolder(folder: string): Promise<Told[]> {
  const told = await Promise.all(
    Object.entries(tellingFiles).map(async ([name, read]) => readTelling(join(folder, name), read)),
  );
  return [...told.flat(), ...(await readWorkflows(join(folder, ".github", "workflows")))];
}

async function readTelling(file: string, read: (text: string) => readonly NamedRelease[]): Promise<Told[]> {
  const text = await readSmallFile(file);
  return text === null ? [] : read(text).map((named) => ({ ...named, file }));
}

async function readWorkflows(folder: string): Promise<Told[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch {
    return [];
  }
  const workflows = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  return (await Promise.all(workflows.map((name) => readTelling(join(folder, name), readWorkflow)))).flat();
}

function relativeTo(directory: string, { file, part, release }: Told): ToldRelease {
  const path = relative(directory, file).replaceAll("\\", "/");
  return { release, toldBy: part === "" ? path : `${part} in ${path}` };
}

/** Looks for the bundler itself: Bun is also a package manager and runs scripts that bundle with others. */
async function callsBundler(directory: string): Promise<boolean> {
  const manifest = await readSmallFile(join(directory, "package.json"));
  if (manifest !== null && /\bbun(?:x --bun bun)? build\b/.test(manifest)) return true;
  const scripts = ["build", "scripts/build", "bundle", "scripts/bundle", "tools/build"];
  for (const script of scripts) {
    for (const extension of ["ts", "js", "mjs", "mts"]) {
      const text = await readSmallFile(join(directory, `${script}.${extension}`));
      if (
        text !== null &&
        /\bBun\.build\s*\(|import\s*\{[^}]*\bbuild\b[^}]*\}\s*from\s*["']bun["']/.test(text)
      )
        return true;
    }
  }
  return false;
}

async function readSmallFile(file: string): Promise<string | null> {
  try {
    const status = await stat(file);
    return status.isFile() && status.size <= largestFile ? await readFile(file, "utf8") : null;
  } catch {
    return null;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
