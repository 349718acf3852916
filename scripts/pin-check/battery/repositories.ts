import { type BatteryCase, checksum, denied, json, pin, pinned, policy, uses } from "./battery-case.ts";
import {
  bunRepository,
  type Files,
  npmRepository,
  pnpmRepository,
  yarnClassicRepository,
} from "./consistent.ts";

const plugin = (version: string) => ({ name: pinned, version });
const folder = "packages/plugin-openrouter";

/** The package is a workspace, and the root and another workspace say how they want it. */
const linked = (specifier: string, version: string, key = pinned): Files =>
  bunRepository({ manifests: { "": uses(specifier, key), [folder]: plugin(version) }, installed: {} });

const workspaceCases: readonly BatteryCase[] = [
  { name: "workspace:* at the pin", files: linked("workspace:*", pin), exit: 0 },
  { name: "workspace:<exact> at the pin", files: linked(`workspace:${pin}`, pin), exit: 0 },
  { name: "the exact version, linked at the pin", files: linked(pin, pin), exit: 0 },
  {
    name: "npm links the workspace at the pin",
    files: npmRepository({ manifests: { "": uses(pin), [folder]: plugin(pin) }, installed: {} }),
    exit: 0,
  },
  ...[
    "workspace:^",
    "workspace:~",
    `workspace:^${pin}`,
    `workspace:~${pin}`,
    "workspace:2.x",
    `workspace:>=${pin}`,
  ].map(
    (specifier): BatteryCase => ({
      name: `${specifier} at the pin`,
      files: linked(specifier, pin),
      exit: 1,
      key: pinned,
    }),
  ),
  ...["2.0.0-alpha.14", denied, "2.0.0-alpha.130", `${pin}+build`]
    .flatMap((version): BatteryCase[] => [
      { name: `workspace:* at ${version}`, files: linked("workspace:*", version), exit: 1 },
      {
        name: `workspace:<exact> with the workspace at ${version}`,
        files: linked(`workspace:${pin}`, version),
        exit: 1,
      },
      { name: `the exact version, linked at ${version}`, files: linked(pin, version), exit: 1 },
      {
        name: `npm links the workspace at ${version}`,
        files: npmRepository({ manifests: { "": uses(pin), [folder]: plugin(version) }, installed: {} }),
        exit: 1,
      },
      {
        name: `the registry's package beside the workspace at ${version}`,
        files: bunRepository({ manifests: { "": uses(pin) }, globs: [folder] }),
        exit: 0,
      },
    ])
    .slice(0, -5),
  ...["workspace:*", `workspace:${pin}`, pin].map(
    (specifier): BatteryCase => ({
      name: `${specifier} where the policy allows no workspace`,
      files: { ...linked(specifier, pin), "pins.json": policy({ allowWorkspace: false }) },
      exit: 1,
    }),
  ),
  {
    name: "workspace:* without such a workspace",
    files: bunRepository({ manifests: { "": uses("workspace:*") } }),
    exit: 1,
  },
  {
    name: "yarn 1 writes nothing for a workspace that it links",
    files: yarnClassicRepository({ manifests: { "": uses(pin), [folder]: plugin(pin) } }, {}),
    exit: 0,
  },
  {
    name: "yarn 1 links a workspace at another version",
    files: yarnClassicRepository(
      { manifests: { "": uses("2.0.0-alpha.14"), [folder]: plugin("2.0.0-alpha.14") } },
      {},
    ),
    exit: 1,
  },
  {
    name: "the workspace went on and the root did not, so that the registry's package is installed",
    files: bunRepository({
      manifests: { "": uses(pin), [folder]: plugin("2.0.0-alpha.14") },
      installed: { [pinned]: pin },
    }),
    exit: 1,
  },
];

/** Which manifests are looked at. `elsewhere` has a range in a manifest of its own. */
function scanned(globs: readonly string[], path: string, more: Files = {}): Files {
  const files = bunRepository({ manifests: { "": uses(pin) }, globs });
  return {
    ...files,
    [`${path}/package.json`]: json({ name: "elsewhere", version: "1.0.0", ...uses(`^${pin}`) }),
    ...more,
  };
}

const scanCases: readonly BatteryCase[] = [
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

const good = () => bunRepository({ manifests: { "": uses(pin) } });
const manifest = { "": uses(pin) };
const without = (files: Files, name: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path !== name));
const other = (alias: string, version: string) => ({ [pinned]: pin, [alias]: version });

const lockfileCases: readonly BatteryCase[] = [
  { name: "no lockfile", files: without(good(), "bun.lock"), exit: 1, rule: "missing-lockfile" },
  {
    name: "no lockfile, and only a workspace uses the package",
    files: without(bunRepository({ manifests: { "": {}, "packages/a": uses(pin) } }), "bun.lock"),
    exit: 1,
  },
  {
    name: "bun: a nested denied version that no manifest asks for",
    files: bunRepository({ manifests: manifest, installed: other(`x/${pinned}`, denied) }),
    exit: 1,
  },
  {
    name: "bun: another version than the manifest says",
    files: bunRepository({ manifests: manifest, installed: { [pinned]: "2.0.0-alpha.14" } }),
    exit: 1,
  },
  {
    name: "bun: a version that only begins like the pin",
    files: bunRepository({ manifests: manifest, installed: { [pinned]: "2.0.0-alpha.130" } }),
    exit: 1,
  },
  {
    name: "bun: a version with build metadata",
    files: bunRepository({ manifests: manifest, installed: { [pinned]: `${pin}+build` } }),
    exit: 1,
  },
  {
    name: "bun: an alias that no manifest asks for",
    files: bunRepository({ manifests: manifest, installed: other("or-old", denied) }),
    exit: 1,
  },
  { name: "bun: from an address", files: bunRepository({ manifests: manifest, installed: {} }, {}), exit: 1 },
  {
    name: "bun: from version control",
    files: {
      ...good(),
      "bun.lock": json({
        lockfileVersion: 1,
        workspaces: { "": { name: "consumer", ...uses(pin) } },
        packages: {
          [pinned]: [
            `${pinned}@github:elizaos-plugins/plugin-openrouter#abc1234`,
            {},
            "elizaos-plugins-plugin-openrouter-abc1234",
          ],
        },
      }),
    },
    exit: 1,
  },
  {
    name: "npm: a nested denied version",
    files: npmRepository({
      manifests: manifest,
      installed: other(`node_modules/x/node_modules/${pinned}`, denied),
    }),
    exit: 1,
  },
  {
    name: "npm: an alias that no manifest asks for",
    files: npmRepository({ manifests: manifest, installed: other("or-old", denied) }),
    exit: 1,
  },
  {
    name: "npm: another version than the manifest says",
    files: npmRepository({ manifests: manifest, installed: { [pinned]: denied } }),
    exit: 1,
  },
  {
    name: "pnpm: another version than the manifest says",
    files: pnpmRepository({ manifests: manifest, installed: { [pinned]: denied } }),
    exit: 1,
  },
  {
    name: "yarn 1: another version than the manifest says",
    files: yarnClassicRepository({ manifests: manifest }, { [`${pinned}@${pin}`]: denied }),
    exit: 1,
  },
  {
    name: "yarn 1: a transitive denied version",
    files: yarnClassicRepository(
      { manifests: manifest },
      { [`${pinned}@${pin}`]: pin, [`${pinned}@^2.0.0-alpha.10`]: denied },
    ),
    exit: 1,
  },
  {
    name: "yarn 1: an alias to the denied version",
    files: yarnClassicRepository(
      { manifests: manifest },
      { [`${pinned}@${pin}`]: pin, [`or-old@npm:${pinned}@${denied}`]: denied },
    ),
    exit: 1,
  },
  {
    name: "npm: the address is that of the denied version",
    files: mutate(
      npmRepository({ manifests: manifest }),
      "package-lock.json",
      `plugin-openrouter-${pin}.tgz`,
      `plugin-openrouter-${denied}.tgz`,
    ),
    exit: 1,
  },
  {
    name: "npm: an alias without its name, with the address of the denied version",
    files: mutate(
      npmRepository({ manifests: manifest, installed: other("or-old", denied) }),
      "package-lock.json",
      `"name": "${pinned}",`,
      "",
    ),
    exit: 1,
  },
  {
    name: "yarn 1: the address is that of the denied version",
    files: mutate(
      yarnClassicRepository({ manifests: manifest }),
      "yarn.lock",
      `plugin-openrouter-${pin}.tgz`,
      `plugin-openrouter-${denied}.tgz`,
    ),
    exit: 1,
  },
  {
    name: "stale: the lockfile remembers a range",
    files: {
      ...bunRepository({ manifests: { "": uses(`^${pin}`) } }),
      "package.json": good()["package.json"] ?? "",
    },
    exit: 1,
    rule: "stale-lockfile",
  },
  {
    name: "stale: npm's lockfile remembers a range",
    files: {
      ...npmRepository({ manifests: { "": uses(`^${pin}`) } }),
      "package.json": npmRepository({ manifests: manifest })["package.json"] ?? "",
    },
    exit: 1,
    rule: "stale-lockfile",
  },
  {
    name: "stale: the lockfile knows nothing of the package",
    files: {
      ...bunRepository({ manifests: { "": {} }, installed: {} }),
      "package.json": good()["package.json"] ?? "",
    },
    exit: 1,
  },
  {
    name: "stale: the lockfile knows nothing of a workspace",
    files: {
      ...bunRepository({ manifests: { "": uses(pin), "packages/a": uses(pin) } }),
      "bun.lock": good()["bun.lock"] ?? "",
    },
    exit: 1,
  },
  {
    name: "stale: yarn 1 was asked for something else",
    files: yarnClassicRepository({ manifests: manifest }, { [`${pinned}@^2.0.0-alpha.10`]: pin }),
    exit: 1,
  },
  {
    name: "two lockfiles that agree",
    files: {
      ...good(),
      "package-lock.json": npmRepository({ manifests: manifest })["package-lock.json"] ?? "",
    },
    exit: 0,
    rule: "several-lockfiles",
  },
  {
    name: "two lockfiles that disagree",
    files: {
      ...good(),
      "package-lock.json":
        npmRepository({ manifests: manifest, installed: { [pinned]: denied } })["package-lock.json"] ?? "",
    },
    exit: 1,
  },
  { name: "two lockfiles, and one cannot be read", files: { ...good(), "yarn.lock": "{" }, exit: 2 },
  {
    name: "two lockfiles, and the other is of an unknown version",
    files: { ...good(), "package-lock.json": json({ lockfileVersion: 4, packages: {} }) },
    exit: 2,
  },
  {
    name: "the checksum of the policy",
    files: { ...good(), "pins.json": policy({ integrity: checksum }) },
    exit: 0,
  },
  {
    name: "another checksum than the policy's",
    files: { ...good(), "pins.json": policy({ integrity: `sha512-${"B".repeat(86)}==` }) },
    exit: 1,
    rule: "integrity-mismatch",
  },
  {
    name: "npm: another checksum than the policy's",
    files: {
      ...npmRepository({ manifests: manifest }),
      "pins.json": policy({ integrity: `sha512-${"B".repeat(86)}==` }),
    },
    exit: 1,
    rule: "integrity-mismatch",
  },
  {
    name: "pnpm: another checksum than the policy's",
    files: {
      ...pnpmRepository({ manifests: manifest }),
      "pins.json": policy({ integrity: `sha512-${"B".repeat(86)}==` }),
    },
    exit: 1,
    rule: "integrity-mismatch",
  },
  {
    name: "denied versions as a list",
    files: {
      ...bunRepository({ manifests: manifest, installed: other(`x/${pinned}`, denied) }),
      "pins.json": policy({ denied: [denied] }),
    },
    exit: 1,
  },
];

const bunOf = (packageManager: string, lockfileVersion: number): Files =>
  bunRepository({ manifests: { "": { ...uses(pin), packageManager } } }, { lockfileVersion });

const versionCases: readonly BatteryCase[] = [
  ...(
    [
      ["bun@1.4.5", 2],
      ["bun@1.4.5", 3],
      ["bun@1.4.0", 2],
      ["bun@1.3.14", 1],
      ["bun@1.2.0", 1],
      ["bun@1.4.5", 1],
      ["bun@1.1.45", 0],
    ] as const
  ).map(
    ([bun, version]): BatteryCase => ({
      name: `version ${version} for ${bun}`,
      files: bunOf(bun, version),
      exit: 0,
    }),
  ),
  ...(
    [
      ["bun@1.3.14", 2],
      ["bun@1.3.14", 3],
      ["bun@1.2.23", 2],
      ["bun@1.1.45", 1],
      ["bun@1.0.36", 0],
    ] as const
  ).map(
    ([bun, version]): BatteryCase => ({
      name: `version ${version} for ${bun}, which cannot read it`,
      files: bunOf(bun, version),
      exit: 1,
      rule: "lockfile-too-new",
    }),
  ),
];

const broken = (path: string, text: string | Uint8Array): BatteryCase => ({
  name: `${path} that cannot be read: ${JSON.stringify(Buffer.from(text).toString("utf8").slice(0, 60))}`,
  files: { ...good(), [path]: text },
  exit: 2,
});

const unreadableCases: readonly BatteryCase[] = [
  broken("package.json", "{"),
  broken("package.json", ""),
  broken("package.json", "[]"),
  broken("package.json", ["<<<<<<< ours", "{}", "=======", "{}", `${">".repeat(7)} theirs`].join("\n")),
  broken("package.json", Buffer.from([0xff, 0xfe, 0x7b, 0])),
  broken("package.json", `{"dependencies": {"${pinned}": "${pin}", "${pinned}": "^${pin}"}}`),
  broken("pins.json", "{"),
  broken("pins.json", json({ pins: [] })),
  broken("pins.json", json({ pins: [{ package: pinned, version: `^${pin}` }] })),
  broken("pins.json", json({ pins: [{ package: pinned }] })),
  broken("bun.lock", "{"),
  broken("bun.lock", json({ lockfileVersion: 4, workspaces: { "": {} }, packages: {} })),
  broken("pnpm-workspace.yaml", "packages: [\n"),
  {
    name: "a workspace's package.json that cannot be read",
    files: { ...good(), "packages/a/package.json": "{" },
    exit: 2,
  },
];

/** One text for another, which must be there. */
function mutate(files: Files, path: string, from: string, to: string): Files {
  const text = files[path];
  if (typeof text !== "string" || !text.includes(from)) throw new Error(`${path} does not say ${from}`);
  return { ...files, [path]: text.replace(from, to) };
}

export const repositoryCases: readonly BatteryCase[] = [
  ...workspaceCases,
  ...scanCases,
  ...lockfileCases,
  ...versionCases,
  ...unreadableCases,
];
