import { afterEach, expect, test, vi } from "vitest";
import { environmentNames } from "../../src/modules/listed-globals.js";

/** The module as the first package of a run finds it. */
async function fresh() {
  vi.resetModules();
  return await import("../../src/modules/global-names.js");
}

afterEach(() => vi.resetModules());

const unknown = ["aggregateError", "Arra", "rray", "Array2", "consol", "lost", "$", "_"];

test("every listed name is known, whether it is the first or one of thousands", async () => {
  const names = [...environmentNames.split(" "), "phantom", "define", "hasOwnProperty", "toString"];
  const { isKnownGlobal } = await fresh();
  for (const name of [...names, ...names]) {
    expect(isKnownGlobal(name, name === "require" || name === "module" ? "commonjs" : "module"), name).toBe(
      true,
    );
  }
  for (let start = 0; start < names.length; start += 200) {
    const { isKnownGlobal: first } = await fresh();
    for (const name of names.slice(start, start + 10)) expect(first(name, "commonjs"), name).toBe(true);
  }
});

test("names that are but part of a listed one, or of two, are not known, before and after many others", async () => {
  const { isKnownGlobal } = await fresh();
  for (let round = 0; round < 2; round++) {
    for (const name of unknown) expect(isKnownGlobal(name, "module"), JSON.stringify(name)).toBe(false);
    for (let number = 0; number < 100; number++) isKnownGlobal(`own${number}`, "module");
  }
});

test("the usual names are no others than those that are listed", async () => {
  const { usualNames } = await fresh();
  const listed = new Set(environmentNames.split(" "));
  for (const name of usualNames) expect(listed.has(name), name).toBe(true);
});
