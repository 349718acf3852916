import { type BatteryCase, checksum, denied, json, pin, pinned, policy, uses } from "../battery-case.ts";
import { type Files, pnpmRepository } from "../consistent.ts";

const manifests = { "": uses(pin) };
const lines = (text: string): string => `${text.trim()}\n`;
const pnpm = (text: string): Files => ({ ...pnpmRepository({ manifests }), "pnpm-lock.yaml": lines(text) });
const importer = (version: string): string => `importers:
  .:
    dependencies:
      '${pinned}':
        specifier: ${pin}
        version: ${version}`;
const listed = (version: string, peers = ""): string => `packages:
  '${pinned}@${version}':
    resolution: {integrity: ${checksum}}
snapshots:
  '${pinned}@${version}${peers}': {}`;
const withCore = (version: string) => `lockfileVersion: '9.0'
${importer(`${version}(@elizaos/core@2.0.0-alpha.114)`)}
packages:
  '@elizaos/core@2.0.0-alpha.114':
    resolution: {integrity: ${checksum}}
  '${pinned}@${version}':
    resolution: {integrity: ${checksum}}
snapshots:
  '@elizaos/core@2.0.0-alpha.114': {}
  '${pinned}@${version}(@elizaos/core@2.0.0-alpha.114)': {}`;

export const pnpmCases: readonly BatteryCase[] = [
  {
    name: "pnpm: as it should be",
    files: pnpm(`lockfileVersion: '9.0'\n${importer(pin)}\n${listed(pin)}`),
    exit: 0,
  },
  { name: "pnpm: the pin with a peer", files: pnpm(withCore(pin)), exit: 0 },
  { name: "pnpm: the denied version with a peer", files: pnpm(withCore(denied)), exit: 1 },
  {
    name: "pnpm: the importer has the denied version, the list has the pin",
    files: pnpm(`lockfileVersion: '9.0'\n${importer(denied)}\n${listed(pin)}`),
    exit: 1,
  },
  {
    name: "pnpm: an address of the denied version",
    files: pnpm(
      `lockfileVersion: '9.0'\n${importer(pin)}\n${listed(pin).replace("}", `, tarball: https://registry.localhost/${pinned}/-/plugin-openrouter-${denied}.tgz}`)}`,
    ),
    exit: 1,
  },
  {
    name: "pnpm: the denied version under the key of the pin, which pnpm downloads",
    files: pnpm(
      `lockfileVersion: '9.0'\n${importer(pin)}\n${listed(pin).replace("resolution", `version: ${denied}\n    resolution`)}`,
    ),
    exit: 1,
    rule: "denied-version",
  },
  {
    name: "pnpm: the pin once more under its key",
    files: pnpm(
      `lockfileVersion: '9.0'\n${importer(pin)}\n${listed(pin).replace("resolution", `version: ${pin}\n    resolution`)}`,
    ),
    exit: 0,
  },
  {
    name: "pnpm: a resolution of another kind under the key of the pin",
    files: pnpm(
      `lockfileVersion: '9.0'\n${importer(pin)}\n${listed(pin).replace("{integrity", "{type: binary, url: https://files.localhost/x.tgz, integrity")}`,
    ),
    exit: 1,
    rule: "locked-source",
  },
  {
    name: "pnpm: a link to a folder",
    files: pnpm(`lockfileVersion: '9.0'\n${importer("link:../plugin")}`),
    exit: 1,
  },
  {
    name: "pnpm: another package under the pinned name",
    files: pnpm(
      `lockfileVersion: '9.0'\n${importer("left-pad@1.3.0")}\n${listed("1.3.0").replaceAll(pinned, "left-pad")}`,
    ),
    exit: 1,
  },
  {
    name: "pnpm: a second document with the denied version",
    files: pnpm(
      `lockfileVersion: '9.0'\n${importer(pin)}\n${listed(pin)}\n---\nlockfileVersion: '9.0'\n${listed(denied)}`,
    ),
    exit: 1,
  },
  {
    name: "pnpm: a first document with the denied version",
    files: pnpm(
      `---\nlockfileVersion: '9.0'\n${listed(denied)}\n---\nlockfileVersion: '9.0'\n${importer(pin)}\n${listed(pin)}`,
    ),
    exit: 1,
  },
  {
    name: "pnpm: a second document that cannot be read",
    files: pnpm(`lockfileVersion: '9.0'\n${importer(pin)}\n${listed(pin)}\n---\nlockfileVersion: '10.0'`),
    exit: 2,
  },
  {
    name: "pnpm 8: as it should be",
    files: pnpm(
      `lockfileVersion: '6.0'\ndependencies:\n  '${pinned}':\n    specifier: ${pin}\n    version: ${pin}\npackages:\n  /${pinned}@${pin}:\n    resolution: {integrity: ${checksum}}`,
    ),
    exit: 0,
  },
  {
    name: "pnpm 8: the denied version with a peer",
    files: pnpm(
      `lockfileVersion: '6.0'\ndependencies:\n  '${pinned}':\n    specifier: ${pin}\n    version: ${denied}(zod@3.0.0)\npackages:\n  /${pinned}@${denied}(zod@3.0.0):\n    resolution: {integrity: ${checksum}}`,
    ),
    exit: 1,
  },
  {
    name: "pnpm 8: an alias",
    files: pnpm(
      `lockfileVersion: '6.0'\ndependencies:\n  '${pinned}':\n    specifier: ${pin}\n    version: ${pin}\n  or-old:\n    specifier: npm:${pinned}@${denied}\n    version: /${pinned}@${denied}\npackages:\n  /${pinned}@${pin}:\n    resolution: {integrity: ${checksum}}\n  /${pinned}@${denied}:\n    resolution: {integrity: ${checksum}}`,
    ),
    exit: 1,
  },
  {
    name: "pnpm: a catalog under its other name",
    files: pnpmRepository(
      { manifests: { "": uses("catalog:default") } },
      {
        settings: `catalogs:\n  default:\n    '${pinned}':\n      specifier: ${pin}\n      version: ${pin}\n\n`,
        workspace: `catalogs:\n  default:\n    "${pinned}": "${pin}"\n`,
      },
    ),
    exit: 0,
  },
  {
    name: "pnpm: two entries for one key in pnpm-workspace.yaml",
    files: {
      ...pnpmRepository({ manifests }),
      "pnpm-workspace.yaml": `overrides:\n  "${pinned}": "${pin}"\noverrides:\n  "${pinned}": "${denied}"\n`,
    },
    exit: 2,
  },
  {
    name: "pnpm 10: an override to the catalog, and so no catalog recorded",
    files: {
      "pins.json": policy(),
      "package.json": json({ name: "consumer", ...uses("catalog:") }),
      "pnpm-workspace.yaml": `catalog:\n  "${pinned}": ${pin}\noverrides:\n  "${pinned}": "catalog:"\n`,
      "pnpm-lock.yaml": `lockfileVersion: '9.0'\n\noverrides:\n  '${pinned}': ${pin}\n\nimporters:\n\n  .:\n    dependencies:\n      '${pinned}':\n        specifier: ${pin}\n        version: ${pin}\n\npackages:\n\n  '${pinned}@${pin}':\n    resolution: {integrity: ${checksum}}\n\nsnapshots:\n\n  '${pinned}@${pin}': {}\n`,
    },
    exit: 0,
  },
  {
    name: "pnpm: a workspace whose manifest is package.yaml",
    files: {
      ...pnpmRepository({ manifests }, { workspace: "packages:\n  - packages/*\n" }),
      "packages/a/package.yaml": `name: a\ndependencies:\n  "${pinned}": ^${pin}\n`,
    },
    exit: 2,
  },
  {
    name: "pnpm: a workspace whose manifest is package.json5",
    files: {
      ...pnpmRepository({ manifests }, { workspace: "packages:\n  - packages/*\n" }),
      "packages/a/package.json5": `{ name: "a", dependencies: { "${pinned}": "^${pin}" } }\n`,
    },
    exit: 2,
  },
  {
    name: "pnpm: a package.yaml that a package.json hides",
    files: {
      ...pnpmRepository({ manifests: { ...manifests, "packages/a": {} } }, {}),
      "packages/a/package.yaml": `name: a\ndependencies:\n  "${pinned}": ^${pin}\n`,
    },
    exit: 0,
  },
  {
    name: "pnpm: a lockfile for every branch",
    files: {
      ...pnpmRepository({ manifests }),
      "pnpm-workspace.yaml": "gitBranchLockfile: true\n",
    },
    exit: 2,
  },
  {
    name: "pnpm 10: a lockfile for every branch",
    files: { ...pnpmRepository({ manifests }), ".npmrc": "save-exact=true\ngit-branch-lockfile=true\n" },
    exit: 2,
  },
  {
    name: "pnpm 10: a lockfile for every branch, with a remark",
    files: { ...pnpmRepository({ manifests }), ".npmrc": "'git-branch-lockfile' = true ; per branch\n" },
    exit: 2,
  },
  {
    name: "pnpm 10: one lockfile for all branches",
    files: { ...pnpmRepository({ manifests }), ".npmrc": "git-branch-lockfile=false\n" },
    exit: 0,
  },
];
