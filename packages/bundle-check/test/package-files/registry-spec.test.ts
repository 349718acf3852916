import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRegistrySpec, RegistrySpecError } from "../../src/package-files/registry-spec.js";

describe("what npm is given", () => {
  const accepted: readonly (readonly [string, string, boolean])[] = [
    ["react", "react", false],
    ["JSONStream", "JSONStream", false],
    ["@elizaos/core", "@elizaos/core", false],
    ["@-xun/scripts", "@-xun/scripts", false],
    ["react@18.2.0", "react@18.2.0", true],
    ["react@v18.2.0", "react@18.2.0", true],
    ["react@=18.2.0", "react@=18.2.0", false],
    ["@elizaos/plugin-openrouter@2.0.0-alpha.12", "@elizaos/plugin-openrouter@2.0.0-alpha.12", true],
    ["react@next", "react@next", false],
    ["react@latest-18_x.y", "react@latest-18_x.y", false],
    ["react@^18", "react@^18", false],
    ["react@>=17 <19 || 20.x", "react@>=17 <19 || 20.x", false],
    ["react@*", "react@*", false],
  ];
  test.for(accepted)("%s", ([spec, argument, exact]) => {
    expect(parseRegistrySpec(spec)).toMatchObject({ argument, exact });
  });
});

test.for([
  "git+https://example.test/a.git",
  "git@example.test:a/b.git",
  "github:a/b",
  "a/b",
  "a@b/c",
  "https://example.test/a.tgz",
  "file:a",
  "a@file:b",
  "a@npm:b@1.0.0",
  "a@git+ssh://example.test/a",
  "a@workspace:*",
  "a@",
  "a@./b",
  "a@../b",
  "a@/b",
  "a@~/b",
  "a@b.tgz",
  "a@b.tar.gz",
  "a@x#y",
  "a@x;rm",
  "a@$(x)",
  "a b",
  " a",
  "a\n",
  "@scope",
  "@scope/",
  "@/a",
  "@scope/a/b",
  "_a",
  ".a",
  "-a",
  "~a/b",
  "@../a",
  "@a/..",
  "node_modules",
  "C:\\a",
  "a".repeat(215),
])("%j never reaches npm", (spec) => {
  expect(() => parseRegistrySpec(spec)).toThrow(RegistrySpecError);
});

test("nothing accepted can be an option, a path, an address or two arguments", () => {
  const part = fc.constantFrom(
    "a",
    "@",
    "/",
    ":",
    "-",
    ".",
    "~",
    "1.0.0",
    "^1",
    " ",
    "|",
    "git",
    "#",
    "\\",
    "\n",
    "=",
    "x.tgz",
  );
  const spec = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 8 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(spec, (text) => {
      let argument: string;
      try {
        ({ argument } = parseRegistrySpec(text));
      } catch (error) {
        expect(error).toBeInstanceOf(RegistrySpecError);
        return;
      }
      expect(argument).toMatch(/^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*(?:@[^:/\\#]+)?$/);
      expect(argument).not.toMatch(/^[-._]|@[./~][./\\]|\.(?:tgz|tar|tar\.gz)$/);
    }),
    { numRuns: 3000 },
  );
});
