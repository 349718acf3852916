import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findMentions } from "../../src/modules/global-mentions.js";

const objects = "globalThis|window|self|global|root|frames|top|parent";

/** What is looked for, each by an expression of its own. */
const property = new RegExp(
  `(?<![\\w$.])(${objects})(?:\\.|\\?\\.|(?:\\?\\.)?\\[["'])([\\w$]+)(?:["']\\])?( ?=(?!=))?`,
  "g",
);
const membership = new RegExp(`["']([\\w$]+)["'] in (${objects})\\b`, "g");
const packages = `["'](?:global(?:/window)?|window-or-global|globalthis)["']`;
const shadowing = new RegExp(
  `(?<![\\w$.])(${objects})(?: from (?!${packages})["']| ?= ?(?:await )?(?!Function\\b|new Function\\b|get\\w*\\(|(?:${objects})\\b|require\\(${packages}\\))[\\w$.]+\\()`,
  "g",
);

function findSeparately(text: string, names: ReadonlySet<string>) {
  const mentions = [...text.matchAll(property)]
    .filter(([, , name = ""]) => names.has(name))
    .map(([, object, name, written]) => `${name} ${object} ${written !== undefined}`);
  const members = [...text.matchAll(membership)].map(([, name, object]) => `${name} ${object} false`);
  return {
    mentions: [...mentions, ...members].sort(),
    shadowed: [...new Set([...text.matchAll(shadowing)].map(([, object]) => object))].sort(),
  };
}

function findTogether(text: string, names: ReadonlySet<string>) {
  const { byName, shadowed } = findMentions(text, names);
  return {
    mentions: [...byName]
      .flatMap(([name, list]) => list.map(({ object, isWritten }) => `${name} ${object} ${isWritten}`))
      .sort(),
    shadowed: [...shadowed].sort(),
  };
}

const part = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...objects.split("|")) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      ...[
        ".",
        "?.",
        '["',
        "['",
        '?.["',
        '"]',
        "']",
        " = ",
        "=",
        "==",
        " in ",
        "(",
        '"',
        "'",
        "\n",
        " ",
        "$",
        "_",
      ],
      ...[
        ' from "',
        " from '",
        'require("global")',
        "require('global/window')",
        "await ",
        "Function(",
        "getIt(",
      ],
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom("a", "b1", "$c", "A.b", "createRoot(", "new Function(", "x") },
);
const texts = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(""));
const names = new Set(["a", "b1", "$c", "A", "self", "top", "x"]);
const runs = Number(process.env.FUZZ_RUNS ?? 3_000);

describe("what a text says of the global object is found in one pass", () => {
  it("as by an expression for each", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(findTogether(text, names)).toEqual(findSeparately(text, names));
      }),
      { numRuns: runs },
    );
  });

  it.each([
    ['window["self"].a; window["self.x"]', ["self window false", "self window false"], []],
    ['"a" in window && "b" in top', ["a window false", "b top false"], []],
    ["globalThis.a = 1; x.window.a; $self.a", ["a globalThis true"], []],
    ['root = createRoot(el); import global from "./own.js"', [], ["global", "root"]],
    ['import global from "global/window"', [], []],
    ['"" in window', [], []],
  ])("%s", (text, mentions, shadowed) => {
    expect(findTogether(text, names)).toEqual({ mentions, shadowed });
  });
});
