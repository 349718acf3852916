import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { expectedVersions } from "./versions.ts";

describe("the versions the repository asks for", () => {
  it("reads Bun from packageManager and Node from the node development dependency", () => {
    const manifest = JSON.stringify({ packageManager: "bun@1.4.5", devDependencies: { node: "24.21.0" } });
    expect(expectedVersions(manifest)).toEqual({ bun: "1.4.5", node: "24.21.0" });
  });

  it.each([
    [{ devDependencies: { node: "24.21.0" } }, '"packageManager" must be an exact Bun version'],
    [{ packageManager: "bun@^1.4.5", devDependencies: { node: "24.21.0" } }, '"bun@^1.4.5"'],
    [{ packageManager: "npm@11.0.0", devDependencies: { node: "24.21.0" } }, '"npm@11.0.0"'],
    [{ packageManager: "bun@1.4.5" }, '"devDependencies.node" must be an exact Node version'],
    [{ packageManager: "bun@1.4.5", devDependencies: { node: "^24.0.0" } }, '"^24.0.0"'],
  ])("refuses a manifest that does not pin both: %j", (manifest, complaint) => {
    expect(() => expectedVersions(JSON.stringify(manifest))).toThrow(complaint);
  });
});

describe("this very process", () => {
  // Runs as a turbo task, so it proves that tasks get the project's Node through turbo's PATH and not the machine's.
  it("runs on the Node of the development dependency", () => {
    const { node } = expectedVersions(readFileSync("package.json", "utf8"));
    expect(process.versions.node).toBe(node);
  });
});
