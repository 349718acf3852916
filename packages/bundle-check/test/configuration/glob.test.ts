import { describe, expect, it } from "vitest";
import { matchesGlob } from "../../src/configuration/glob.js";

describe("file patterns", () => {
  it.each([
    ["dist/index.js", "dist/index.js", true],
    ["dist/index.js", "dist/*.js", true],
    ["dist/index.js", "dist/*", true],
    ["dist/node/index.js", "dist/*", false],
    ["dist/node/index.js", "dist/**", true],
    ["dist/node/index.js", "**/*.js", true],
    ["index.js", "**/*.js", true],
    ["index.js", "**", true],
    ["dist/a/b/c.js", "dist/**/c.js", true],
    ["dist/c.js", "dist/**/c.js", true],
    ["dist/a/b/d.js", "dist/**/c.js", false],
    ["dist/a/b/c.js", "**/b/*.js", true],
    ["dist/chunk-ab12.js", "dist/chunk-*.js", true],
    ["dist/chunk.js", "dist/chunk-*.js", false],
    ["a.b/c+d(e).js", "a.b/c+d(e).js", true],
    ["axb", "a.b", false],
    ["Dist/index.js", "dist/index.js", false],
  ])("%s against %s: %s", (path, pattern, expected) => {
    expect(matchesGlob(path, pattern)).toBe(expected);
  });

  it("answers in time for patterns made of stars", () => {
    expect(matchesGlob(`${"a".repeat(5000)}b`, `${"*a".repeat(500)}c`)).toBe(false);
    expect(matchesGlob(`${"a/".repeat(2000)}b`, `${"**/a/".repeat(500)}c`)).toBe(false);
  });
});
