import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { publishablePackages } from "../packages.ts";
import { judgeVersions } from "./versions.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "versions-"));
  write(".changeset/pre.json", '{"mode":"pre","tag":"alpha"}');
  write("packages/small/CHANGELOG.md", "## 1.0.0-alpha.1\n\n- First.\n");
  version("1.0.0-alpha.1");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}
function version(text: string, tag = "alpha", more: object = {}): void {
  write(
    "packages/small/package.json",
    JSON.stringify({ name: "small", version: text, publishConfig: { access: "public", tag }, ...more }),
  );
}
const judge = () => judgeVersions({ root, packages: publishablePackages(root) });

describe("the versions", () => {
  it("pass with a changelog section", () => {
    expect(judge()).toMatchObject({ verdict: "passed", reasons: [] });
  });

  it("pass without one while a changeset is pending, and say so", () => {
    version("1.0.0-alpha.0");
    write(".changeset/new.md", '---\n"small": patch\n---\n\nNew.\n');
    expect(judge()).toMatchObject({
      verdict: "passed",
      notes: expect.arrayContaining([expect.stringContaining("1 pending")]),
    });
  });

  it.each([
    ["was written by hand", () => version("1.0.0-alpha.2"), "neither a pending changeset nor a section"],
    ["is no alpha", () => version("1.0.0-beta.1", "beta"), "is no alpha release"],
    ["is stable in pre-release mode", () => version("1.0.0", "latest"), "is no alpha release"],
    ["is of no known form", () => version("1.0"), "is not a version of the form"],
    ["has capitals", () => version("1.0.0-ALPHA.1", "ALPHA"), "is not a version of the form"],
    ["has build metadata", () => version("1.0.0-alpha.1+build"), "is not a version of the form"],
    [
      "would go to a registry of its own",
      () =>
        version("1.0.0-alpha.1", "alpha", {
          publishConfig: { tag: "alpha", registry: "https://example.com" },
        }),
      "publishConfig sets registry",
    ],
    [
      "is private, and no other is there",
      () => version("1.0.0-alpha.1", "alpha", { private: true }),
      "is private",
    ],
    [
      "has a section in the changelog with nothing in it",
      () => write("packages/small/CHANGELOG.md", "## 1.0.0-alpha.1\n\n## 1.0.0-alpha.0\n\n- Old.\n"),
      "nor a section",
    ],
    [
      "goes under the wrong tag by default",
      () => version("1.0.0-alpha.1", "latest"),
      'publishConfig.tag has to be "alpha"',
    ],
  ])("are refused when one %s", (_, spoil, why) => {
    spoil();
    const { verdict, reasons } = judge();
    expect(verdict).toBe("refused");
    expect(reasons.join("\n")).toContain(why);
  });

  it.each([
    ["an unknown package", '---\n"smal": patch\n---\n\nNew.\n', "names smal, which is no published package"],
    ["no front matter", "New.\n", "cannot be read"],
  ])("are refused when a changeset has %s", (_, text, why) => {
    write(".changeset/new.md", text);
    expect(judge().reasons.join("\n")).toContain(why);
  });
});
