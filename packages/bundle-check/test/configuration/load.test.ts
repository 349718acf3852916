import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import { loadConfigurationFile, loadOwnConfiguration, sourceSeenFrom } from "../../src/configuration/load.js";
import type { TargetKind } from "../../src/package-files/package-files.js";
import { filesOf, tarballTarget } from "../report/sample-findings.js";

const bundleCheck = {
  rules: { truncated: "off" },
  minLines: 300,
  expectedExports: ["plugin"],
  globals: ["EdgeRuntime"],
  ignores: [{ rule: "missing-module", reason: "optional" }],
};

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "bundle-check-configuration-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(name: string, content: unknown): void {
  writeFileSync(join(directory, name), typeof content === "string" ? content : JSON.stringify(content));
}

function loadOwn(kind: TargetKind, manifest: unknown) {
  const isDirectory = kind === "directory" || kind === "as-is";
  const target = { ...tarballTarget, kind, directory: isDirectory ? directory : null };
  const text = typeof manifest === "string" ? manifest : JSON.stringify(manifest);
  return loadOwnConfiguration(target, filesOf({ "package.json": text }));
}

describe("a package's own configuration", () => {
  it.each(["directory", "as-is"] as const)("is honoured in a directory (%s)", (kind) => {
    const { configuration, source, disregarded } = loadOwn(kind, { bundleCheck });
    expect(configuration).toEqual({
      ...emptyConfiguration,
      ...bundleCheck,
      expectedExports: { ".": ["plugin"] },
    });
    expect(source).toMatchObject({ file: "package.json", keyPath: ["bundleCheck"] });
    expect(disregarded).toEqual([]);
  });

  it.each(["tarball", "registry"] as const)("may only ask for stricter checks in a %s", (kind) => {
    const { configuration, disregarded } = loadOwn(kind, { bundleCheck });
    expect(configuration).toEqual({
      ...emptyConfiguration,
      minLines: 300,
      expectedExports: { ".": ["plugin"] },
    });
    expect(disregarded).toEqual(["bundleCheck.rules", "bundleCheck.globals", "bundleCheck.ignores"]);
  });

  it("says nothing was disregarded when nothing was", () => {
    expect(loadOwn("tarball", { bundleCheck: { minLines: 3, rules: {}, ignores: [] } }).disregarded).toEqual(
      [],
    );
  });

  it("may be a file of its own in a directory, with a byte order mark", () => {
    write("bundle-check.config.json", `\uFEFF${JSON.stringify(bundleCheck)}`);
    const { configuration, source } = loadOwn("directory", {});
    expect(configuration.minLines).toBe(300);
    expect(source).toMatchObject({ file: "bundle-check.config.json", keyPath: [] });
  });

  it("is empty when there is none, or no manifest to find it in", () => {
    for (const manifest of [{}, [], null, "not JSON", { __proto__: { bundleCheck } }]) {
      expect(loadOwn("directory", manifest)).toEqual({
        configuration: emptyConfiguration,
        source: null,
        disregarded: [],
      });
    }
  });

  it("must not be in both places", () => {
    write("bundle-check.config.json", {});
    expect(() => loadOwn("directory", { bundleCheck: {} })).toThrow(
      'Configuration in bundle-check.config.json: package.json has the key "bundleCheck" as well; keep one of the two.',
    );
  });

  it.each(["directory", "tarball"] as const)("must be valid (%s)", (kind) => {
    expect(() => loadOwn(kind, { bundleCheck: { minLines: "3", typo: 1 } })).toThrow(
      /^Configuration in package\.json has 2 problems:\n {2}- bundleCheck\.typo: unknown key.*\n {2}- bundleCheck\.minLines: found "3"/,
    );
  });

  it("must be JSON", () => {
    write("bundle-check.config.json", "{ minLines: 3 }");
    expect(() => loadOwn("directory", {})).toThrow(
      /^Configuration in bundle-check\.config\.json: The file is not valid JSON \(.+\)\.$/,
    );
  });
});

describe("a configuration file given by the user", () => {
  it("is read relative to where the user is", () => {
    write("strict.json", bundleCheck);
    const { configuration, source } = loadConfigurationFile("strict.json", directory);
    expect(configuration.ignores).toEqual(bundleCheck.ignores);
    expect(source).toMatchObject({ file: "strict.json", keyPath: [] });
    if (source === null) throw new Error("There is a source.");
    expect(sourceSeenFrom(source, join(directory, "packages/one"), directory).file).toBe("../../strict.json");
    expect(sourceSeenFrom(source, null, directory).file).toBe("strict.json");
  });

  it("may be a package.json, whose key is read", () => {
    write("package.json", { name: "x", bundleCheck });
    expect(loadConfigurationFile("package.json", directory).configuration.minLines).toBe(300);
    write("package.json", { name: "x" });
    expect(() => loadConfigurationFile("package.json", directory)).toThrow(
      'Configuration in package.json: A package.json given with --config needs the key "bundleCheck".',
    );
  });

  it("must exist and be valid", () => {
    expect(() => loadConfigurationFile("gone.json", directory)).toThrow(
      "Configuration in gone.json: The file does not exist.",
    );
    write("bad.json", { minLines: -1 });
    expect(() => loadConfigurationFile("bad.json", directory)).toThrow(
      "Configuration in bad.json: minLines: found -1; allowed: a whole number above 0.",
    );
  });
});
