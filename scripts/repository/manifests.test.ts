import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { repositoryFiles } from "./tracked-files.ts";

// Manifests that are test data of a made-up package follow the rules of what they imitate.
const manifests = repositoryFiles().filter((path) =>
  /^(?:packages\/[^/]+\/|examples\/[^/]+\/|bench\/)?package\.json$/.test(path),
);
/** `peerDependencies` are promises about other people's versions; all other fields are choices of ours. */
const exactFields = ["dependencies", "devDependencies", "optionalDependencies", "overrides", "resolutions"];
const exact = /^(?:npm:(?:@[\w-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$|^workspace:\*$/;

describe.each(manifests)("%s", (path) => {
  const manifest: Record<string, Record<string, unknown> | undefined> = JSON.parse(
    readFileSync(path, "utf8"),
  );

  it("asks for exact versions only", () => {
    const loose = exactFields.flatMap((field) =>
      Object.entries(manifest[field] ?? {})
        .filter(([, specifier]) => typeof specifier !== "string" || !exact.test(specifier))
        .map(([name, specifier]) => `${field}: ${name}@${JSON.stringify(specifier)}`),
    );
    expect(loose).toEqual([]);
  });
});

describe("the exact-version pattern", () => {
  it.each([
    "1.2.3",
    "2.0.0-alpha.13",
    "npm:@elizaos/core@2.0.0-alpha.114",
    "npm:left-pad@1.0.0",
    "workspace:*",
  ])("accepts %s", (specifier) => expect(specifier).toMatch(exact));

  it.each([
    "^1.2.3",
    "~1.2.3",
    "1.x",
    "1.2",
    "*",
    "latest",
    ">=1.0.0",
    "",
    "npm:left-pad@^1.0.0",
    "workspace:^",
  ])("refuses %j", (specifier) => expect(specifier).not.toMatch(exact));
});

describe("the manifests", () => {
  it("are those of the root and of every package", () => {
    expect(manifests).toContain("package.json");
    expect(manifests).toContain("packages/plugin/package.json");
    expect(manifests).toContain("packages/bundle-check/package.json");
  });
});
