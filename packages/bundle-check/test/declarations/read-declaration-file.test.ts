import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDeclarationFile } from "../../src/declarations/read-declaration-file.js";

function exportsOf(text: string): Record<string, unknown> {
  return Object.fromEntries(readDeclarationFile(text).exports);
}

function valuesOf(text: string): Record<string, string> {
  return Object.fromEntries(readDeclarationFile(text).values);
}

function specifiersOf(text: string): string[] {
  return readDeclarationFile(text).requests.map(({ kind, specifier }) => `${kind} ${specifier}`);
}

describe("declarations", () => {
  it.each<[string, Record<string, string>]>([
    [
      "declare const a: Map<string, number>, b: () => void, c: { d: 1, e: 2 };",
      { a: "variable", b: "variable", c: "variable" },
    ],
    ["export declare const brand: unique symbol;", { brand: "symbol" }],
    ["declare function f<T = {}>(a: T, b?: `x\x24{T & string}`): asserts a is T", { f: "function" }],
    ["export declare abstract class A<T> extends B<T> implements C { private d: string }", { A: "class" }],
    ["export declare const enum E { a }\nexport enum F { b }", { F: "enum" }],
    ["export const enum: A;\nexport let enumeration: A;", { enumeration: "variable" }],
    ["declare namespace N { const a: 1 }\ndeclare namespace T { type A = 1 }", { N: "namespace" }],
    ["declare namespace A.B { function c(): void }", { A: "namespace" }],
    ["export type A = typeof import('x').default;\nexport interface B { const: 1; function(): void }", {}],
    ["type A =\n  | 'export const x'\n  | `export declare const \x24{`y`}`;", {}],
    ["declare global { const leaked: 1 }\nexport {};", {}],
    ["/* declare const a: 1; */ // declare const b: 1;\n/** declare const c: 1; */", {}],
    ["declare const a: 1\ndeclare const b: 2\nexport { a, b }", { a: "variable", b: "variable" }],
    ["export default abstract class A {}", {}],
    [
      "export declare type KeyInput = '}' | '{' | \"'\" | '`';\nexport declare class Page {}",
      { Page: "class" },
    ],
  ])("values of %j", (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it.each<[string, Record<string, unknown>]>([
    [
      "export { a, b as c, type D, default as e } from './x';",
      {
        a: { from: "./x", imported: "a" },
        c: { from: "./x", imported: "b" },
        e: { from: "./x", imported: "default" },
      },
    ],
    ["export type { A } from './x';\nexport type * from './y';", {}],
    ["export * as ns from './x';", { ns: { from: "./x", imported: "*" } }],
    ["export import a = require('./x');", { a: { from: "./x", imported: "*" } }],
    [
      "declare const a: 1;\nexport { a as 'string name', a as default };",
      { "string name": { local: "a" }, default: { local: "a" } },
    ],
    ["export default function (): void;", { default: { kind: "function" } }],
    ["export default interface A {}", {}],
    ["export as namespace Lib;", {}],
    ["export { type, type as b, type as as c }", { type: { local: "type" }, b: { local: "type" } }],
  ])("exports of %j", (text, exported) => {
    expect(exportsOf(text)).toEqual(exported);
  });

  it("finds every request, in what is passed over too", () => {
    const text = [
      '/// <reference path="./globals.d.ts" />',
      "/// <reference types='node' />",
      'import "./effect";',
      'import type { A } from "./a";',
      'import b = require("./b");',
      'export declare const c: { d: import("./d").D; from: "no", e(f: typeof import(\'./e\')): void };',
      'declare module "ambient" { export * from "./f"; }',
      'type G = "from" | `\x24{import("./g").G}` | x.from | "./no";',
    ].join("\n");
    expect(specifiersOf(text)).toEqual([
      "reference-path ./globals.d.ts",
      "reference-types node",
      "from ./effect",
      "from ./a",
      "require ./b",
      "import-type ./d",
      "import-type ./e",
      "from ./f",
      "import-type ./g",
    ]);
  });

  it("knows modules declared by name, and what is assigned", () => {
    const file = readDeclarationFile(
      'declare module "lib" { function a(): void; }\ndeclare module "lib/sub";',
    );
    expect(file.isModule).toBe(false);
    expect([...(file.ambientModules.get("lib")?.values ?? [])]).toEqual([["a", "function"]]);
    expect(readDeclarationFile("declare function f(): void;\nexport = f;").exportAssignment).toBe("f");
  });

  it("reads any text", () => {
    const part = fc.constantFrom(
      ...[
        "export ",
        "declare ",
        "const ",
        "namespace A ",
        "module 'x' ",
        "{",
        "}",
        "(",
        ")",
        "<",
        ">",
        "`",
        "${",
        "'",
      ],
      ...[
        '"',
        "/*",
        "*/",
        "//",
        "\n",
        "\\",
        "import ",
        "from ",
        "type ",
        "* as ",
        "=",
        ",",
        ";",
        "a",
        "é",
        "\u2028",
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        for (const { specifier, offset } of readDeclarationFile(text).requests) {
          expect(text.slice(offset).includes(specifier)).toBe(true);
        }
      }),
    );
  });

  it.each([
    ["nested namespaces", "declare namespace a {".repeat(20_000)],
    ["nested templates", "type A = `${".repeat(20_000)],
    ["an open comment", `/*${"/*".repeat(500_000)}`],
    ["open strings", 'export * from "a'.repeat(50_000)],
    ["one long list", `export { ${"a, ".repeat(200_000)}`],
    ["references before a word", `declare\n${'/// <reference path="a" />\n'.repeat(200_000)}const a: b`],
    ["one long declaration", `declare const ${"a: 1, ".repeat(200_000)}`],
  ])("reads %s in linear time", (_name, text) => {
    const start = performance.now();
    readDeclarationFile(text);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
