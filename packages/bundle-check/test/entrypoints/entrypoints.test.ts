import { describe, expect, it } from "vitest";
import type { Entrypoint } from "../../src/entrypoints/entrypoint.js";
import { findEntrypoints } from "../../src/entrypoints/index.js";
import { readManifest } from "../../src/entrypoints/manifest.js";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";

/** The entries of a package with these fields and (empty) files. */
function entriesOf(fields: object, paths: readonly string[]): Entrypoint[] {
  const files = createPackageFiles([
    ["package.json", JSON.stringify(fields)],
    ...paths.map((path) => [path, path.endsWith("package.json") ? "{}" : ""] as const),
  ]);
  return findEntrypoints(readManifest(files, "test"), files);
}

/** Field → files, for entries that lead somewhere; field → problem and severity for the others. */
function summarise(entries: readonly Entrypoint[]): Record<string, string> {
  return Object.fromEntries(
    entries.map(({ field, files, problem, severityIfMissing }) => [
      field,
      problem ? `${problem.malformation ?? problem.problem} (${severityIfMissing})` : files.join(" "),
    ]),
  );
}

describe("exports", () => {
  it("may be a text, conditions, or subpaths", () => {
    expect(summarise(entriesOf({ exports: "./a.js" }, ["a.js"]))).toEqual({ exports: "a.js" });
    expect(summarise(entriesOf({ exports: { import: "./a.js" } }, ["a.js"]))).toEqual({
      "exports.import": "a.js",
    });
    expect(
      summarise(
        entriesOf({ exports: { ".": "./a.js", "./x/y": { node: { import: "./b.js" } } } }, ["a.js", "b.js"]),
      ),
    ).toEqual({ 'exports["."]': "a.js", 'exports["./x/y"].node.import': "b.js" });
  });

  it("with null, nothing, or nothing at all lead nowhere and are no mistake", () => {
    for (const exports of [null, {}, { ".": null }, { import: null }, []]) {
      expect(entriesOf({ exports }, ["b.js"])).toEqual([]);
    }
  });

  it("expand patterns and folders against the files, without what null takes out", () => {
    const exports = {
      "./*": "./lib/*.js",
      "./private/*": null,
      "./deep/*": "./lib/*/index.js",
      "./all/": "./all/",
    };
    const paths = ["lib/a.js", "lib/private/b.js", "lib/c/index.js", "all/x.css", "all/y/z.js", "other.js"];
    expect(summarise(entriesOf({ exports }, paths))).toEqual({
      'exports["./*"]': "lib/a.js lib/c/index.js",
      'exports["./deep/*"]': "lib/c/index.js",
      'exports["./all/"]': "all/x.css all/y/z.js",
    });
  });

  it("expand every star of a target to the same, as Node does", () => {
    const paths = ["dist/a/a.js", "dist/a/b.js", "dist/b/c/b/c.js", "dist/$&/$&.js", "dist//.js"];
    expect(summarise(entriesOf({ exports: { "./*": "./dist/*/*.js" } }, paths))).toEqual({
      'exports["./*"]': "dist/$&/$&.js dist/a/a.js dist/b/c/b/c.js",
    });
  });

  it("know which targets Node itself chooses", () => {
    const exports = {
      types: "./a.d.ts",
      browser: "./browser.js",
      node: { import: "./node.js", require: "./node.cjs" },
      require: "./hidden.cjs",
      default: "./rest.js",
    };
    const chosen = entriesOf({ exports }, []).filter(({ loadedByNode }) => loadedByNode);
    expect(chosen.map(({ target }) => target)).toEqual(["./node.js", "./node.cjs"]);
  });

  it("find what each condition is worth", () => {
    const targets = [
      "import",
      "require",
      "browser",
      "bun",
      "deno",
      "react-native",
      "types",
      "types@>=4",
      "source",
      "@a/b",
    ];
    const entries = entriesOf({ exports: Object.fromEntries(targets.map((key) => [key, "./gone.js"])) }, []);
    const severities = entries.map(
      ({ conditions, severityIfMissing }) => `${conditions.join()} ${severityIfMissing}`,
    );
    expect(severities).toEqual([
      "import error",
      "require error",
      "browser error",
      // Bun sets `import` as well, and takes the first that matches.
      "bun warning",
      "deno warning",
      "react-native warning",
      "types warning",
      "types@>=4 warning",
      "source info",
      "@a/b info",
    ]);
  });

  it("hide what stands behind `default`, and what follows a text in a fallback array", () => {
    const severities = (exports: unknown) =>
      entriesOf({ exports }, []).map(({ severityIfMissing }) => severityIfMissing);
    expect(severities({ default: "./a.js", import: "./b.js" })).toEqual(["error", "warning"]);
    expect(severities(["./a.js", "./b.js"])).toEqual(["error", "warning"]);
    expect(severities([{ import: "./a.js" }, "./b.js"])).toEqual(["error", "error"]);
    expect(severities(["not-a-path", "./b.js"])).toEqual(["error"]);
  });

  it.each([
    ["a.js", "no-leading-dot-slash"],
    ["/a.js", "no-leading-dot-slash"],
    ["../a.js", "leaves-package"],
    ["./x/../../a.js", "leaves-package"],
    ["./node_modules/x/a.js", "node-modules"],
    ["", "empty"],
    [5, "not-a-string"],
    [true, "not-a-string"],
  ])("must not have the target %j", (target, malformation) => {
    expect(summarise(entriesOf({ exports: { "./x": target } }, ["a.js"]))).toEqual({
      'exports["./x"]': `${malformation} (error)`,
    });
  });
});

describe("main", () => {
  it.each([
    ["a", ["a.js"], "a.js"],
    ["./a", ["a", "a.js"], "a"],
    ["lib", ["lib/index.js"], "lib/index.js"],
    ["lib/", ["lib.js", "lib/index.json"], "lib/index.json"],
    ["./", ["index.js"], "index.js"],
    ["/a.js", ["a.js"], "a.js"],
  ])("%j with %j is %s", (main, paths, file) => {
    expect(summarise(entriesOf({ main }, paths))).toEqual({ main: file });
  });

  it("falls back to index.js, with a warning when it names something else", () => {
    expect(summarise(entriesOf({}, ["index.js"]))).toEqual({ main: "index.js" });
    expect(summarise(entriesOf({ main: "gone.js" }, ["index.js"]))).toEqual({
      main: "not-shipped (warning)",
    });
    expect(summarise(entriesOf({ main: "gone.js" }, []))).toEqual({ main: "not-shipped (error)" });
  });

  it("is superseded by exports", () => {
    const [, main] = entriesOf({ exports: "./a.js", main: "./b.js" }, ["a.js", "b.js"]);
    expect(main).toMatchObject({ field: "main", prominence: "superseded", loadedByNode: false });
  });

  it("may be absent or empty: packages of types, of styles, of commands", () => {
    expect(entriesOf({}, ["a.css"])).toEqual([]);
    expect(entriesOf({ main: "", types: "a.d.ts" }, ["a.d.ts"]).map(({ kind }) => kind)).toEqual(["types"]);
  });
});

describe("the other fields", () => {
  it("module and browser are for bundlers only", () => {
    const entries = entriesOf({ main: "a.js", module: "b.js", browser: "c.js" }, ["a.js", "b.js", "c.js"]);
    expect(entries.map(({ field, loadedByNode }) => [field, loadedByNode])).toEqual([
      ["main", true],
      ["module", false],
      ["browser", false],
    ]);
  });

  it("the browser map has files as values only where they are paths", () => {
    const browser = { "./a.js": "./b.js", fs: false, stream: "readable-stream", "./c.js": "./gone.js" };
    expect(summarise(entriesOf({ browser }, ["b.js"]))).toEqual({
      'browser["./a.js"]': "b.js",
      'browser["./c.js"]': "not-shipped (warning)",
    });
  });

  it("bin may be a text or a map", () => {
    expect(summarise(entriesOf({ bin: "cli.js" }, ["cli.js"]))).toEqual({ bin: "cli.js" });
    expect(summarise(entriesOf({ bin: { a: "./cli.js", b: "gone", c: "" } }, ["cli.js"]))).toEqual({
      "bin.a": "cli.js",
      "bin.b": "not-shipped (error)",
      "bin.c": "empty (error)",
    });
  });

  it("types are found as TypeScript finds them", () => {
    for (const types of ["a", "a.d.ts", "./a.js", "a.d"]) {
      const found = summarise(entriesOf({ types }, ["a.d.ts"]));
      expect(found.types, types).toBe("a.d.ts");
    }
    expect(summarise(entriesOf({ typings: "gone.d.ts" }, []))).toEqual({ typings: "not-shipped (warning)" });
  });

  it("of a wrong type are ignored, not followed", () => {
    expect(entriesOf({ main: 5, module: [], browser: 7, bin: ["a"], types: {} }, ["a"])).toEqual([]);
  });
});
