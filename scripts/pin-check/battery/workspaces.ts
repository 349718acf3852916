import { type BatteryCase, denied, json, pin, pinned, policy, uses } from "./battery-case.ts";
import { bunRepository, type Files, npmRepository, yarnClassicRepository } from "./consistent.ts";

const plugin = (version: string) => ({ name: pinned, version });
const folder = "packages/plugin-openrouter";

/** The package is a workspace, and the root and another workspace say how they want it. */
const linked = (specifier: string, version: string, key = pinned): Files =>
  bunRepository({ manifests: { "": uses(specifier, key), [folder]: plugin(version) }, installed: {} });

/** pnpm's `shared-workspace-lockfile=false`: each workspace has a lockfile of its own, which links to its neighbours. */
function ownLockfiles(version: string, link = "link:../plugin-openrouter"): Files {
  const lockfile = (importer: string) =>
    `lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n  excludeLinksFromLockfile: false\n\nimporters:\n\n  .:${importer}\n`;
  return {
    "pins.json": policy(),
    "package.json": json({ name: "root", private: true }),
    "pnpm-workspace.yaml": "packages:\n  - packages/*\nsharedWorkspaceLockfile: false\n",
    "pnpm-lock.yaml": lockfile(" {}"),
    "packages/a/package.json": json({ name: "a", ...uses("workspace:*") }),
    "packages/a/pnpm-lock.yaml": lockfile(
      `\n    dependencies:\n      '${pinned}':\n        specifier: workspace:*\n        version: ${link}`,
    ),
    [`${folder}/package.json`]: json(plugin(version)),
    [`${folder}/pnpm-lock.yaml`]: lockfile(" {}"),
  };
}

/** The package is a workspace of the repository. */
export const workspaceCases: readonly BatteryCase[] = [
  { name: "pnpm: a lockfile per workspace, linked at the pin", files: ownLockfiles(pin), exit: 0 },
  { name: "pnpm: a lockfile per workspace, linked at another version", files: ownLockfiles(denied), exit: 1 },
  {
    name: "pnpm: a lockfile per workspace, linked out of the repository",
    files: ownLockfiles(pin, "link:../../../plugin-openrouter"),
    exit: 1,
    rule: "locked-source",
  },
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
  ...["2.0.0-alpha.14", denied, "2.0.0-alpha.130", `${pin}+build`].flatMap((version): BatteryCase[] => [
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
  ]),
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
