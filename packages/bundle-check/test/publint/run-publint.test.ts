import { describe, expect, it } from "vitest";
import { checkPackage } from "../../src/check-package.js";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";
import { runPublint } from "../../src/publint/run-publint.js";

const manifest = {
  name: "sample",
  version: "1.0.0",
  type: "module",
  exports: { ".": { default: "./index.js", types: "./index.d.ts" }, "./gone": "./gone.js" },
};

function packageOf(data: unknown, files: Readonly<Record<string, string>> = {}) {
  return createPackageFiles(Object.entries({ "package.json": JSON.stringify(data), ...files }));
}

const files = packageOf(manifest, {
  "index.js": "export const a = 1;\n",
  "index.d.ts": "export declare const a: 1;\n",
});

describe("publint", () => {
  it("judges files in memory, without colours", async () => {
    const messages = await runPublint(files);
    expect(messages.map(({ code, type }) => [code, type])).toEqual(
      expect.arrayContaining([
        ["EXPORTS_TYPES_SHOULD_BE_FIRST", "error"],
        ["FILE_DOES_NOT_EXIST", "error"],
      ]),
    );
    for (const { text } of messages) expect(text).toMatch(/^[\x20-\x7e]+$/);
  });

  it("is asked only on request, and never adds an error", async () => {
    const without = await checkPackage(files);
    const withPublint = await checkPackage(files, { publint: true });
    expect(without.findings.some(({ rule }) => rule === "publint")).toBe(false);
    const added = withPublint.findings.filter(({ rule }) => rule === "publint");
    expect(added.map(({ severity, args }) => [severity, "code" in args && args.code])).toContainEqual([
      "warning",
      "EXPORTS_TYPES_SHOULD_BE_FIRST",
    ]);
    expect(withPublint.summary.errors).toBe(without.summary.errors);
    // The missing file is missing-target's.
    expect(added.map(({ message }) => message).join()).not.toContain("gone.js");
  });

  it.each([
    ["numbers for paths", { name: 1, exports: { ".": 5 }, main: {}, bin: 3 }],
    ["prototype keys", JSON.parse('{"name":"a","exports":{"__proto__":{"x":"./y"},"constructor":"./z"}}')],
    ["nothing", {}],
  ])("says when it cannot judge, for %s", async (_name, data) => {
    const messages = await runPublint(packageOf(data));
    for (const { text } of messages) expect(text).not.toBe("");
  });
});
