import { isRecord, type Manifest } from "./manifest.js";

/** Fields of package.json whose packages consumers get, or have. */
export const installedFields = [
  "dependencies",
  "optionalDependencies",
  "peerDependencies",
  "bundledDependencies",
  "bundleDependencies",
] as const;

/** A field of package.json, an object by names or a list of them, has a package. */
export function isListedIn(data: Manifest["data"], field: string, name: string): boolean {
  const list = data[field];
  return Array.isArray(list) ? list.includes(name) : isRecord(list) && Object.hasOwn(list, name);
}
