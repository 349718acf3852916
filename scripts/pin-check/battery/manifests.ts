import { type BatteryCase, denied, json, pin, pinned, uses } from "./battery-case.ts";
import { bunRepository, npmRepository, pnpmRepository, yarnBerryRepository } from "./consistent.ts";
import { overrideCases } from "./overrides.ts";

const dependencyFields = ["dependencies", "devDependencies", "optionalDependencies"] as const;

const fieldCases = dependencyFields.flatMap((field): BatteryCase[] => [
  {
    name: `${field} of the root: exact`,
    files: bunRepository({ manifests: { "": { [field]: { [pinned]: pin } } } }),
    exit: 0,
  },
  {
    name: `${field} of the root: a range`,
    files: bunRepository({ manifests: { "": { [field]: { [pinned]: `^${pin}` } } } }),
    exit: 1,
    key: field,
  },
  {
    name: `${field} of a workspace: exact`,
    files: npmRepository({ manifests: { "": uses(pin), "packages/a": { [field]: { [pinned]: pin } } } }),
    exit: 0,
  },
  {
    name: `${field} of a workspace: a range`,
    files: npmRepository({
      manifests: { "": uses(pin), "packages/a": { [field]: { [pinned]: "^2.0.0-alpha.10" } } },
    }),
    exit: 1,
    file: "packages/a/package.json",
    key: field,
  },
  {
    name: `${field} of a workspace: the denied version by another name`,
    files: npmRepository({
      manifests: { "": uses(pin), "packages/a": { [field]: { "or-old": `npm:${pinned}@${denied}` } } },
      installed: { [pinned]: pin, "or-old": denied },
    }),
    exit: 1,
    file: "packages/a/package.json",
    key: "or-old",
  },
]);

const peer = (range: unknown) =>
  npmRepository({ manifests: { "": uses(pin), "packages/a": { peerDependencies: { [pinned]: range } } } });

const peerCases: readonly BatteryCase[] = [
  ...[pin, `=${pin}`, `^${pin}`, `>=${pin}`, `>=${pin} <3.0.0`, `~${pin}`, `${pin} || 2.0.0-alpha.14`].map(
    (range): BatteryCase => ({
      name: `a peer range that includes the pin: ${range}`,
      files: peer(range),
      exit: 0,
    }),
  ),
  ...["^2.0.0-alpha.10", ">=2.0.0-alpha.3", `${denied} || ${pin}`].map(
    (range): BatteryCase => ({
      name: `a peer range that includes the denied version, too: ${range}`,
      files: peer(range),
      exit: 0,
      rule: "peer-admits-denied",
    }),
  ),
  ...[denied, "2.0.0-alpha.14", ">=2.0.0-alpha.14", `<${pin}`, "^1.0.0", "^3.0.0", "not a range at all"].map(
    (range): BatteryCase => ({
      name: `a peer range without the pin: ${range}`,
      files: peer(range),
      exit: 1,
      key: pinned,
    }),
  ),
  {
    name: "an optional peer that includes the pin",
    files: npmRepository({
      manifests: {
        "": uses(pin),
        "packages/a": {
          peerDependencies: { [pinned]: `>=${pin}` },
          peerDependenciesMeta: { [pinned]: { optional: true } },
        },
      },
    }),
    exit: 0,
  },
];

const yaml = (name: string, version: string): string =>
  name === ""
    ? `catalog:\n  "${pinned}": "${version}"\n`
    : `catalogs:\n  ${name}:\n    "${pinned}": "${version}"\n`;

function catalogFiles(place: string, name: string, version: string) {
  const reference = `catalog:${name}`;
  const contents =
    name === "" ? { catalog: { [pinned]: version } } : { catalogs: { [name]: { [pinned]: version } } };
  const manifests = { "": {}, "packages/a": uses(reference) };
  switch (place) {
    case "package.json":
      return bunRepository({ manifests: { ...manifests, "": contents } }, contents);
    case "workspaces in package.json":
      return bunRepository(
        { manifests: { ...manifests, "": { workspaces: { packages: ["packages/*"], ...contents } } } },
        contents,
      );
    case "pnpm-workspace.yaml": {
      const recorded = `catalogs:\n  ${name === "" ? "default" : name}:\n    '${pinned}':\n      specifier: ${version}\n      version: ${pin}\n\n`;
      return pnpmRepository({ manifests }, { settings: recorded, workspace: yaml(name, version) });
    }
    default:
      return yarnBerryRepository(
        { manifests },
        { descriptors: [`${pinned}@${reference}`], rc: yaml(name, version) },
      );
  }
}

const catalogPlaces = ["package.json", "workspaces in package.json", "pnpm-workspace.yaml", ".yarnrc.yml"];
const catalogCases: readonly BatteryCase[] = catalogPlaces.flatMap((place) =>
  ["", "eliza"].flatMap((name): BatteryCase[] => [
    { name: `a catalog in ${place}, ${name}: the pin`, files: catalogFiles(place, name, pin), exit: 0 },
    {
      name: `a catalog in ${place}, ${name}: a range`,
      files: catalogFiles(place, name, `^${pin}`),
      exit: 1,
      key: pinned,
    },
    {
      name: `a catalog in ${place}, ${name}: the denied version`,
      files: catalogFiles(place, name, denied),
      exit: 1,
      key: pinned,
    },
    {
      name: `a catalog in ${place}, ${name}: a look-alike`,
      files: catalogFiles(place, name, `v${pin}`),
      exit: 1,
      key: pinned,
    },
  ]),
);

const hidden = (key: string) => JSON.parse(`{"${key}": {"dependencies": {"${pinned}": "^${pin}"}}}`);

const oddities: readonly BatteryCase[] = [
  {
    name: "a key called __proto__ changes nothing in a good manifest",
    files: {
      ...bunRepository({ manifests: { "": uses(pin) } }),
      "package.json": `{"__proto__": {"overrides": {"${pinned}": "${denied}"}}, "name": "consumer", "dependencies": {"${pinned}": "${pin}", "__proto__": "1.0.0"}}\n`,
      "bun.lock": `{"lockfileVersion": 1, "workspaces": {"": {"name": "consumer", "dependencies": {"${pinned}": "${pin}", "__proto__": "1.0.0"}}}, "packages": {"${pinned}": ["${pinned}@${pin}", "", {}, ""], "__proto__": ["__proto__@1.0.0", "", {}, ""]}}\n`,
    },
    exit: 0,
  },
  {
    name: "a key called __proto__ hides nothing in a bad manifest",
    files: {
      ...bunRepository({ manifests: { "": uses(`^${pin}`) } }),
      "package.json": `{"name": "consumer", "dependencies": {"${pinned}": "^${pin}"}, "__proto__": {"dependencies": {"${pinned}": "${pin}"}}}\n`,
    },
    exit: 1,
  },
  ...["constructor", "scripts", "config", "exports"].map(
    (key): BatteryCase => ({
      name: `dependencies under ${key} are none`,
      files: bunRepository({ manifests: { "": { ...uses(pin), ...hidden(key) } } }),
      exit: 0,
    }),
  ),
  {
    name: "nobody uses the package",
    files: bunRepository({ manifests: { "": {} }, installed: {} }),
    exit: 0,
    rule: "unused-pin",
  },
  {
    name: "nobody uses the package, without a lockfile",
    files: {
      "pins.json": bunRepository({ manifests: {} })["pins.json"] ?? "",
      "package.json": json({ name: "x" }),
    },
    exit: 0,
    rule: "unused-pin",
  },
  {
    name: "a package with the pinned name as its beginning",
    files: npmRepository({
      manifests: { "": { dependencies: { [pinned]: pin, [`${pinned}-extra`]: "^1.0.0" } } },
    }),
    exit: 0,
  },
  ...[null, 13, true, {}, [pin]].map(
    (value): BatteryCase => ({
      name: `a version that is ${JSON.stringify(value)}`,
      files: {
        ...bunRepository({ manifests: { "": uses(pin) } }),
        "package.json": json({ name: "consumer", ...uses(value) }),
      },
      exit: 1,
    }),
  ),
];

export const manifestCases: readonly BatteryCase[] = [
  ...fieldCases,
  ...peerCases,
  ...overrideCases,
  ...catalogCases,
  ...oddities,
];
