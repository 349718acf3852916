import { type BatteryCase, checksum, denied, json, pin, pinned, policy, uses } from "./battery-case.ts";
import {
  bunRepository,
  type Files,
  npmRepository,
  pnpmRepository,
  yarnClassicRepository,
} from "./consistent.ts";

const good = () => bunRepository({ manifests: { "": uses(pin) } });
const manifest = { "": uses(pin) };
const without = (files: Files, name: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path !== name));
const other = (alias: string, version: string) => ({ [pinned]: pin, [alias]: version });

/** What a lockfile can do to a manifest that is right. */
export const lockfileCases: readonly BatteryCase[] = [
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
  {
    name: "another package is a tarball of the repository",
    files: {
      ...npmRepository({
        manifests: { "": { dependencies: { [pinned]: pin, adapter: "file:adapter-1.0.0.tgz" } } },
      }),
      "adapter-1.0.0.tgz": new Uint8Array([0x1f, 0x8b]),
    },
    exit: 0,
  },
  {
    name: "another package is a folder behind a file",
    files: npmRepository({
      manifests: { "": { dependencies: { [pinned]: pin, adapter: "file:package.json/adapter" } } },
    }),
    exit: 0,
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

/** One text for another, which must be there. */
function mutate(files: Files, path: string, from: string, to: string): Files {
  const text = files[path];
  if (typeof text !== "string" || !text.includes(from)) throw new Error(`${path} does not say ${from}`);
  return { ...files, [path]: text.replace(from, to) };
}
