import { splitReference } from "./reference.ts";

/** The major number of the lockfile's version: 6 writes `/name@1.0.0(peer@2.0.0)`, 9 leaves the slash away. */
export type PnpmGeneration = 6 | 9;

/** A key without the versions of the peers behind it. */
export function withoutPeers(key: string): string {
  const at = key.indexOf("(");
  return at < 0 ? key : key.slice(0, at);
}

export interface PnpmPath {
  /** null where the key is an address that does not begin with a name. */
  readonly name: string | null;
  readonly reference: string;
}

/** What a key of `packages` or `snapshots` names; null when it names nothing. */
export function readPnpmPath(key: string, generation: PnpmGeneration): PnpmPath | null {
  const bare = withoutPeers(key);
  if (generation === 9) return splitReference(bare);
  if (bare.startsWith("/")) return splitReference(bare.slice(1));
  return bare === "" ? null : { name: null, reference: bare };
}

/** The key of the package that a dependency resolves to; null for a link, which has no entry. */
export function pnpmKey(dependency: string, reference: string, generation: PnpmGeneration): string | null {
  if (reference.startsWith("link:")) return null;
  const bare = withoutPeers(reference);
  if (generation === 6) {
    return reference.startsWith("file:") || bare.includes("/") ? reference : `/${dependency}@${reference}`;
  }
  if (reference.startsWith("@")) return reference;
  const at = bare.indexOf("@");
  const colon = bare.indexOf(":");
  return at >= 0 && (colon < 0 || at < colon) ? reference : `${dependency}@${reference}`;
}
