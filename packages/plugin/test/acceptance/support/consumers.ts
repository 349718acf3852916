import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { runWell } from "./run.js";

export type PackageManager = "npm" | "bun";

const packageRoot = fileURLToPath(new URL("../../..", import.meta.url));
/** The package manager of this repository; `npx` finds it in its cache once it has been used. */
const bunVersion = "1.4.5";

let folder: string | undefined;
const packing = new Map<string, Promise<string>>();
const installing = new Map<string, Promise<string>>();

/** One temporary folder for everything of this process, gone at its end. */
export function workFolder(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), "plugin-consumers-"));
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

function once(
  made: Map<string, Promise<string>>,
  name: string,
  make: () => Promise<string>,
): Promise<string> {
  const existing = made.get(name) ?? make();
  made.set(name, existing);
  return existing;
}

/** The tarball as it would be published, packed without running any script. */
export function packedPlugin(): Promise<string> {
  return once(packing, "plugin", async () => {
    const target = join(workFolder(), "packed");
    await mkdir(target, { recursive: true });
    await runWell("npm", ["pack", "--ignore-scripts", "--pack-destination", target], { folder: packageRoot });
    const [tarball] = await readdir(target);
    if (tarball === undefined) throw new Error("npm pack made no file.");
    return join(target, tarball);
  });
}

/** A folder into which a user has installed packages, and nothing else; each is made once. */
export function consumerFolder(
  manager: PackageManager,
  name: string,
  packages: readonly string[],
): Promise<string> {
  return once(installing, `${manager} ${name}`, async () => {
    const made = join(workFolder(), `${name}-${manager}`);
    await mkdir(made, { recursive: true });
    await writeFile(
      join(made, "package.json"),
      JSON.stringify({ name: "consumer", private: true, type: "module" }),
    );
    if (manager === "npm") {
      await runWell(
        "npm",
        ["install", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error", ...packages],
        { folder: made },
      );
    } else {
      await runWell("npx", ["-y", `bun@${bunVersion}`, "add", "--exact", ...packages], { folder: made });
    }
    return made;
  });
}

/** A user's folder with the packed plugin beside a version of core. */
export async function pluginConsumer(manager: PackageManager, core: string): Promise<string> {
  return consumerFolder(manager, `core-${core}`, [await packedPlugin(), `@elizaos/core@${core}`]);
}

/** Runs a file with Bun, in the folder of a consumer. */
export const bunCommand = ["npx", "-y", `bun@${bunVersion}`] as const;
