import { describe, expect, it } from "vitest";
import { hasChangelogSection, packagesOfChangeset } from "./changesets.ts";

describe("a changeset", () => {
  it("names its packages", () => {
    expect(packagesOfChangeset("---\n\"@a/b\": patch\n'c': minor\nd: major\n---\n\nText: yes\n")).toEqual([
      "@a/b",
      "c",
      "d",
    ]);
    expect(packagesOfChangeset('---\r\n"a": patch\r\n---\r\nText')).toEqual(["a"]);
  });

  it.each(["", "no front matter", "---\nbroken", '---\n"a": huge\n---\n', "---\na\n---\n"])(
    "is refused as %j",
    (text) => {
      expect(() => packagesOfChangeset(text)).toThrow();
    },
  );
});

describe("a changelog section", () => {
  const changelog =
    "# p\n\n## 1.0.0-alpha.2\n\n### Patch Changes\n\n- abc: Fixed.\n\n## 1.0.0-alpha.1\n\n## 0.9.0\n\n- x\n";

  it.each([
    ["1.0.0-alpha.2", true],
    ["0.9.0", true],
    ["1.0.0-alpha.1", false],
    ["1.0.0-alpha", false],
    ["1.0.0-alpha.20", false],
    ["2.0.0", false],
  ])("for %s: %s", (version, expected) => {
    expect(hasChangelogSection(changelog, version)).toBe(expected);
  });
});
