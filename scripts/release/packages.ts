import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A package of this repository that is published. */
export interface ReleasePackage {
  readonly name: string;
  readonly version: string;
  /** Relative to the root of the repository. */
  readonly directory: string;
  /** The dist-tag that a bare publish would use. */
  readonly defaultTag: string;
  /** What else the manifest's publishConfig sets, besides tag and access. */
  readonly otherSettings: readonly string[];
}

/** Every workspace under `packages/` that is not private, in the order of their folders. */
export function publishablePackages(root: string): ReleasePackage[] {
  return readdirSync(join(root, "packages"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `packages/${entry.name}`)
    .sort()
    .flatMap((directory): ReleasePackage[] => {
      const manifest = readManifest(join(root, directory, "package.json"));
      const { name, version, private: isPrivate, publishConfig } = manifest;
      if (isPrivate === true) return [];
      if (typeof name !== "string" || typeof version !== "string") {
        throw new Error(`${directory}/package.json: a published package needs "name" and "version".`);
      }
      const settings = isRecord(publishConfig) ? publishConfig : {};
      const defaultTag = typeof settings.tag === "string" ? settings.tag : "latest";
      const otherSettings = Object.keys(settings).filter((key) => key !== "tag" && key !== "access");
      return [{ name, version, directory, defaultTag, otherSettings }];
    });
}

/** A manifest as an object of unknown values: what it says is checked where it is used. */
export function readManifest(path: string): Readonly<Record<string, unknown>> {
  const manifest: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isRecord(manifest)) throw new Error(`${path} is not an object.`);
  return manifest;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
