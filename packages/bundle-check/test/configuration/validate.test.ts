import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import { ruleIds } from "../../src/configuration/subject.js";
import { validateConfiguration } from "../../src/configuration/validate.js";

const rules = ruleIds.map((id) => `"${id}"`).join(", ");

describe("a valid configuration", () => {
  it("may be empty", () => {
    expect(validateConfiguration({}, "bundleCheck")).toEqual({ configuration: emptyConfiguration });
  });

  it("keeps what it says", () => {
    const value = {
      rules: { truncated: "warning", "missing-target": "off" },
      minLines: 300,
      minBytes: 10_000,
      maximumCodeLoss: 0.3,
      expectedExports: { ".": ["default"], "./tools": ["hammer"] },
      globals: ["EdgeRuntime"],
      ignores: [
        { rule: "missing-module", file: "./dist/a.js", name: "./b.js", reason: "optional" },
        { rule: "truncated", reason: "split on purpose" },
      ],
    };
    expect(validateConfiguration(value, "").configuration).toEqual({
      ...value,
      ignores: [
        { rule: "missing-module", file: "dist/a.js", name: "./b.js", reason: "optional" },
        { rule: "truncated", reason: "split on purpose" },
      ],
    });
  });

  it("may give the expected exports of the root as a list", () => {
    const { configuration } = validateConfiguration({ expectedExports: ["default", "plugin"] }, "");
    expect(configuration?.expectedExports).toEqual({ ".": ["default", "plugin"] });
  });
});

describe("an invalid configuration names the place, what was found, what is allowed and what was meant", () => {
  it.each<[unknown, string]>([
    [
      [],
      'bundleCheck: found an empty array; allowed: an object with the keys "rules", "minLines", "minBytes", "maximumCodeLoss", "expectedExports", "globals", "ignores".',
    ],
    [
      { minLine: 3 },
      'bundleCheck.minLine: unknown key; allowed: "rules", "minLines", "minBytes", "maximumCodeLoss", "expectedExports", "globals", "ignores". Did you mean "minLines"?',
    ],
    [{ minLines: "300" }, 'bundleCheck.minLines: found "300"; allowed: a whole number above 0.'],
    [{ minBytes: 0 }, "bundleCheck.minBytes: found 0; allowed: a whole number above 0."],
    [{ minBytes: 1.5 }, "bundleCheck.minBytes: found 1.5; allowed: a whole number above 0."],
    [{ maximumCodeLoss: 30 }, "bundleCheck.maximumCodeLoss: found 30; allowed: a number from 0 to 1."],
    [{ minLines: null }, "bundleCheck.minLines: found null; allowed: a whole number above 0."],
    [{ rules: "error" }, `bundleCheck.rules: found "error"; allowed: an object with the keys ${rules}.`],
    [
      { rules: { truncate: "off" } },
      `bundleCheck.rules.truncate: unknown key; allowed: ${rules}. Did you mean "truncated"?`,
    ],
    [
      { rules: { "missing-target": "warn" } },
      'bundleCheck.rules["missing-target"]: found "warn"; allowed: "error", "warning", "info", "off". Did you mean "warning"?',
    ],
    [
      { rules: { truncated: 2 } },
      'bundleCheck.rules.truncated: found 2; allowed: "error", "warning", "info", "off".',
    ],
    [
      { expectedExports: "default" },
      'bundleCheck.expectedExports: found "default"; allowed: an array of names for ".", or an object of such arrays by subpath.',
    ],
    [
      { expectedExports: { tools: ["a"] } },
      'bundleCheck.expectedExports.tools: "tools" is not a subpath; allowed: "." or a path that starts with "./".',
    ],
    [{ expectedExports: [""] }, 'bundleCheck.expectedExports[0]: found ""; allowed: a name.'],
    [
      { expectedExports: { ".": "a" } },
      'bundleCheck.expectedExports["."]: found "a"; allowed: an array of names.',
    ],
    [{ globals: {} }, "bundleCheck.globals: found an object; allowed: an array of names."],
    [{ globals: ["a", 1] }, "bundleCheck.globals[1]: found 1; allowed: a name."],
    [{ ignores: {} }, "bundleCheck.ignores: found an object; allowed: an array of objects."],
    [
      { ignores: ["truncated"] },
      'bundleCheck.ignores[0]: found "truncated"; allowed: an object with the keys "rule", "file", "name", "reason".',
    ],
    [
      { ignores: [{ rule: "truncated" }] },
      "bundleCheck.ignores[0].reason: found nothing; allowed: a sentence that says why the finding is accepted.",
    ],
    [
      { ignores: [{ rule: "truncated", reason: "  " }] },
      'bundleCheck.ignores[0].reason: found "  "; allowed: a sentence that says why the finding is accepted.',
    ],
    [
      { ignores: [{ rule: "missing-modul", reason: "x" }] },
      'bundleCheck.ignores[0].rule: found "missing-modul"; allowed: the id of a rule (see --list-rules). Did you mean "missing-module"?',
    ],
    [
      { ignores: [{ rule: "unused-ignore", reason: "x" }] },
      "bundleCheck.ignores[0].rule: an unused ignore cannot be ignored; remove the entry it is about.",
    ],
    [
      { ignores: [{ rule: "truncated", file: 3, reason: "x" }] },
      "bundleCheck.ignores[0].file: found 3; allowed: a text that is not empty.",
    ],
  ])("%j", (value, problem) => {
    expect(validateConfiguration(value, "bundleCheck").problems).toEqual([problem]);
  });

  it("lists every problem at once", () => {
    expect(validateConfiguration({ minLines: -1, minBytes: "x", globals: 3 }, "").problems).toHaveLength(3);
  });

  it("takes prototype keys for what they are: unknown", () => {
    const value = JSON.parse(
      '{"__proto__":{"minLines":1},"constructor":1,"rules":{"__proto__":"off","toString":"off"},"ignores":[{"__proto__":{"rule":"truncated","reason":"x"}}]}',
    );
    const { problems } = validateConfiguration(value, "");
    expect(problems?.map((problem) => problem.slice(0, problem.indexOf(":")))).toEqual([
      "__proto__",
      "constructor",
      "rules.__proto__",
      "rules.toString",
      "ignores[0].__proto__",
      "ignores[0].reason",
    ]);
    expect(Object.hasOwn(Object.prototype, "minLines")).toBe(false);
  });

  it("never throws, whatever the JSON", () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const validation = validateConfiguration(JSON.parse(json), "bundleCheck");
        expect(validation.problems ?? validation.configuration).toBeDefined();
      }),
    );
  });
});
