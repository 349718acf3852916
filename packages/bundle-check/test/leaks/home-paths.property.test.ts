import fc from "fast-check";
import { expect, it } from "vitest";
import { homeFolder } from "../../src/rules/leaks/home-paths.js";
import { mayNameHome } from "../../src/rules/leaks/may-name-home.js";

/** What the expression itself matches, without what may not stand before it. */
const folder = fc.stringMatching(
  /^(?:\/(?:home|Users)\/[A-Za-z][\w.-]{1,31}\/|[A-Za-z]:(?:\\\\?|\/)Users(?:\\\\?|\/)[A-Za-z][\w.-]{1,31}(?:\\\\?|\/))$/,
);
const around = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom('"', " ", "= '", "file://", "Users", "/home", "\\"),
);

it("a file that names somebody's folder is never passed over", () => {
  let found = 0;
  const runs = Number(process.env.FUZZ_RUNS ?? 1_000);
  fc.assert(
    fc.property(around, folder, around, (before, home, behind) => {
      const text = `${before}${home}x${behind}`;
      homeFolder.lastIndex = 0;
      if (!homeFolder.test(text)) return;
      found++;
      expect(mayNameHome(Buffer.from(text))).toBe(true);
    }),
    { numRuns: runs },
  );
  expect(found).toBeGreaterThan(runs / 3);
});
