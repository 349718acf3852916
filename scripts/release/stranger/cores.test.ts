import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { coreVersions, frozenPeers } from "./cores.ts";

describe("the cores that the gate converses with", () => {
  it("are those that the plugin is tested with", () => {
    const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
      readFileSync("packages/plugin/package.json", "utf8"),
    );
    const tested = [devDependencies["@elizaos/core"], devDependencies["elizaos-core-114"]?.split("@").at(-1)];
    expect(tested).toEqual([...coreVersions]);
  });

  it.each(coreVersions)("%s has lockfiles for exactly its manifest, which name no registry", (version) => {
    const { manifest, npmLock, bunLock } = frozenPeers(version);
    const { name, dependencies } = JSON.parse(manifest);
    expect(dependencies).toEqual({ "@elizaos/core": version });
    const lock: { name: string; packages: Record<string, { version?: string; integrity?: string }> } =
      JSON.parse(npmLock);
    expect(lock.name).toBe(name);
    expect(lock.packages["node_modules/@elizaos/core"]?.version).toBe(version);
    for (const [path, entry] of Object.entries(lock.packages)) {
      if (path !== "") expect(entry.integrity, path).toMatch(/^sha512-/);
    }
    expect(bunLock).toContain(`"@elizaos/core@${version}"`);
    expect(npmLock + bunLock).not.toMatch(/https?:[^"\s]*\.tgz/);
  });
});
