import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { whereThereIs } from "../repository/absence.ts";

const longestTarball = 256 * 1024 * 1024;

/**
 * A tarball of npm's cache by its checksum, which is also its place there. The bytes are hashed again: a place in a
 * cache is no proof. Null when it is not there, or is not what its place says.
 */
export function findInNpmCache(
  integrity: string,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly path: string; readonly bytes: Uint8Array } | null {
  const match = /(?:^|\s)sha512-([A-Za-z0-9+/]+={0,2})/.exec(integrity);
  const [, base64 = ""] = match ?? [];
  const hex = Buffer.from(base64, "base64").toString("hex");
  if (hex.length !== 128) return null;
  const cache = environment.npm_config_cache ?? join(homedir(), ".npm");
  const path = join(
    cache,
    "_cacache",
    "content-v2",
    "sha512",
    hex.slice(0, 2),
    hex.slice(2, 4),
    hex.slice(4),
  );
  const stats = whereThereIs(() => statSync(path));
  if (stats === null || !stats.isFile() || stats.size > longestTarball) return null;
  const bytes = readFileSync(path);
  return createHash("sha512").update(bytes).digest("hex") === hex ? { path, bytes } : null;
}
