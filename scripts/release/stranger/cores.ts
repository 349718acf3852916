import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The newest and the oldest `@elizaos/core` that the plugin promises to work with. */
export const coreVersions = ["2.0.0-alpha.537", "2.0.0-alpha.114"] as const;

/**
 * What a consumer has besides the package that is judged, in exact versions down to the last dependency: a gate
 * that says yes today must not say no tomorrow because of somebody else's release.
 */
export interface FrozenPeers {
  readonly name: string;
  readonly manifest: string;
  readonly npmLock: string;
  readonly bunLock: string;
}

/** How the lockfiles were made is said in docs/release.md. */
export function frozenPeers(core: string): FrozenPeers {
  const lock = (manager: string): string =>
    readFileSync(join(import.meta.dirname, "frozen", `core-${core}.${manager}.lock`), "utf8");
  return {
    name: `@elizaos/core ${core}`,
    manifest: manifestOf({ "@elizaos/core": core }),
    npmLock: lock("npm"),
    bunLock: lock("bun"),
  };
}

export function manifestOf(dependencies: Readonly<Record<string, string>>): string {
  const manifest = { name: "stranger", version: "1.0.0", private: true, type: "module", dependencies };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
