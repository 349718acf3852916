import { type BatteryCase, json, pin, pinned, uses } from "./battery-case.ts";
import {
  bunRepository,
  type Files,
  pnpmRepository,
  yarnBerryRepository,
  yarnClassicRepository,
} from "./consistent.ts";

/** Which manifests are looked at. `elsewhere` has a range in a manifest of its own. */
function scanned(globs: readonly string[], path: string, more: Files = {}): Files {
  const files = bunRepository({ manifests: { "": uses(pin) }, globs });
  return {
    ...files,
    [`${path}/package.json`]: json({ name: "elsewhere", version: "1.0.0", ...uses(`^${pin}`) }),
    ...more,
  };
}

/** Which folders are looked at, and which are not. */
export const scanCases: readonly BatteryCase[] = [
  ...(
    [
      [["packages/*"], "packages/a"],
      [["packages/**"], "packages/deep/down/a"],
      [["packages/a"], "packages/a"],
      [["./packages/*"], "packages/a"],
      [["packages/*/"], "packages/a"],
      [["{apps,packages}/*"], "apps/a"],
      [["*"], "a"],
      [["packages/*", "!packages/b"], "packages/a"],
      // What only npm, or none of them, takes for an exclusion of `packages/a`.
      [["packages/*", "!/packages/a"], "packages/a"],
      [["packages/*", "!packages/a/package.json"], "packages/a"],
    ] as const
  ).map(
    ([globs, path]): BatteryCase => ({
      name: `${path} is in ${globs.join(" ")}`,
      files: scanned(globs, path),
      exit: 1,
      file: `${path}/package.json`,
    }),
  ),
  ...(
    [
      [["packages/*"], "vendor/a"],
      [["packages/*"], "packages/a/nested"],
      [["packages/*", "!packages/a"], "packages/a"],
      [["packages/**", "!packages/**/test/**"], "packages/a/test/b"],
      [["packages/*"], `node_modules/${pinned}`],
      [["**"], "node_modules/other"],
      [["packages/**"], "packages/a/node_modules/other"],
      [[], "packages/a"],
    ] as const
  ).map(
    ([globs, path]): BatteryCase => ({
      name: `${path} is not in ${globs.join(" ")}`,
      files: scanned(globs, path),
      exit: 0,
    }),
  ),
  {
    name: "yarn 1 knows no exclusions",
    files: yarnClassicRepository(
      {
        manifests: { "": uses(pin), "packages/a": uses(`^${pin}`) },
        globs: ["packages/*", "!packages/a"],
      },
      { [`${pinned}@${pin}", "${pinned}@^${pin}`]: pin },
    ),
    exit: 1,
    file: "packages/a/package.json",
  },
  {
    name: "yarn 4 knows exclusions",
    files: {
      ...yarnBerryRepository({ manifests: { "": uses(pin) }, globs: ["packages/*", "!packages/a"] }),
      "packages/a/package.json": json({ name: "a", ...uses(`^${pin}`) }),
    },
    exit: 0,
  },
  {
    name: "a folder that version control ignores",
    files: scanned(["packages/*", "generated/*"], "generated/a", { ".gitignore": "generated/\n" }),
    exit: 0,
  },
  {
    name: "globs under workspaces.packages",
    files: {
      ...scanned([], "packages/a"),
      "package.json": json({ name: "consumer", workspaces: { packages: ["packages/*"] }, ...uses(pin) }),
    },
    exit: 1,
    file: "packages/a/package.json",
  },
  {
    name: "globs of pnpm",
    files: {
      ...pnpmRepository(
        { manifests: { "": uses(pin) } },
        { workspace: "packages:\n  - libraries/*\n  - '!libraries/b'\n" },
      ),
      "libraries/a/package.json": json({ name: "a", ...uses(`^${pin}`) }),
    },
    exit: 1,
    file: "libraries/a/package.json",
  },
  {
    name: "globs of pnpm, negated",
    files: {
      ...pnpmRepository(
        { manifests: { "": uses(pin) } },
        { workspace: "packages:\n  - libraries/*\n  - '!libraries/b'\n" },
      ),
      "libraries/b/package.json": json({ name: "b", ...uses(`^${pin}`) }),
    },
    exit: 0,
  },
  {
    name: "a lockfile inside node_modules",
    files: {
      ...bunRepository({ manifests: { "": uses(pin) } }),
      "node_modules/other/package-lock.json": "{",
      "node_modules/.package-lock.json": "{",
    },
    exit: 0,
  },
];
