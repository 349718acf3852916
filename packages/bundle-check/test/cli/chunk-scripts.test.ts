import { readdirSync, readFileSync } from "node:fs";
import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { toChunkScript } from "../../src/kept-code/chunk-script.js";

const dist = new URL("../../dist/", import.meta.url);
const entries = ["index.js", "bin.js", "analysis-worker.js", "load-child.js"];
const chunks = readdirSync(dist).filter((name) => name.endsWith(".js") && !entries.includes(name));

/** What the script in a chunk exports. */
function evaluate(file: string): Record<string, unknown> {
  const url = new URL(file, dist);
  const script = toChunkScript(readFileSync(url));
  if (script === null) throw new Error(`${file} has no script.`);
  const load = async (other: string) => evaluate(other);
  return new Script(script.code, { filename: url.href }).runInThisContext()(evaluate, load, {
    url: url.href,
  });
}

/** Exports by their names, functions and classes with their own. */
function described(exports: object): Record<string, string> {
  const entries = Object.entries(exports).map(([name, value]): [string, string] => [
    name,
    typeof value === "function" ? `${value.name}/${value.length}` : typeof value,
  ]);
  return Object.fromEntries(entries.sort());
}

describe("a chunk as a script is what it is as a module", () => {
  expect(chunks.length).toBeGreaterThan(20);
  it.each(chunks)("%s", async (file) => {
    const module: object = await import(new URL(file, dist).href);
    expect(described(evaluate(file))).toEqual(described(module));
    expect(Object.keys(module).length).toBeGreaterThan(0);
  });

  it("down to the lines of a stack trace", () => {
    const bytes = readFileSync(new URL(chunks.find((name) => name.startsWith("judge-")) ?? "", dist));
    const lines = bytes.toString("latin1").split("\n");
    const script = toChunkScript(bytes);
    const scriptLines = script?.code.split("\n") ?? [];
    expect(script?.lineOffset).toBeGreaterThan(2);
    for (const line of [1, 100, 5_000]) {
      expect(scriptLines[line]).toBe(lines[line + (script?.lineOffset ?? 0)]);
    }
  });
});

describe("no script", () => {
  it.each([
    ["", "empty"],
    ["export {};\n", "a module"],
    ["\n/*(function (__import, __load, __meta) { \n", "cut off at its end"],
    ["\n/*return { a: b }; })*/\n", "cut off at its start"],
    ["\n/*return { a: b }; })*/\n/*(function (__import) { /**/\n", "the wrong way round"],
    ["\n/*(function (__import) { /**/\n/*return { a: b }; })\n", "not closed"],
  ])("%j: %s", (text) => expect(toChunkScript(Buffer.from(text))).toBeNull());
});
