import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

export type BundleCheck = typeof import("@elizaos/bundle-check");

/** The guard is not there and cannot be made: the tool itself has failed. */
export class BundleCheckMissingError extends Error {
  override readonly name = "BundleCheckMissingError";
}

const packageFolder = join(import.meta.dirname, "..", "..", "..", "packages", "bundle-check");
let loaded: Promise<BundleCheck> | null = null;

/** The public library of bundle-check. In a checkout that was never built, it is built first. */
export function loadBundleCheck(onProgress: (message: string) => void): Promise<BundleCheck> {
  loaded ??= load(onProgress);
  return loaded;
}

async function load(onProgress: (message: string) => void): Promise<BundleCheck> {
  if (!existsSync(join(packageFolder, "dist", "index.js"))) {
    onProgress("Building bundle-check, which judges the artifact");
    const { status, error, stderr } = spawnSync(process.execPath, ["build.ts"], {
      cwd: packageFolder,
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
      timeout: 120_000,
    });
    if (status !== 0) {
      const reason = error?.message ?? stderr.trim().split("\n").slice(-3).join(" ");
      throw new BundleCheckMissingError(
        `bundle-check, which judges the artifact, is not built, and building it failed: ${reason} ` +
          "Run `bun install` and `bun run build` in the repository of pin-check; a check with --no-artifact does without.",
      );
    }
  }
  return await import("@elizaos/bundle-check");
}
