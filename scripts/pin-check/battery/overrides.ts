import { type BatteryCase, denied, pin, pinned, uses } from "./battery-case.ts";
import { bunRepository, npmRepository, pnpmRepository, yarnClassicRepository } from "./consistent.ts";

const override = (overrides: unknown, root: object = {}) =>
  npmRepository({ manifests: { "": { ...uses(pin), ...root, overrides } } });
const resolution = (resolutions: unknown, version = pin) =>
  yarnClassicRepository(
    { manifests: { "": { ...uses(pin), resolutions } } },
    { [`${pinned}@${pin}`]: version },
  );

const badVersions = [denied, `^${pin}`, "latest", "2.0.0-alpha.130", `npm:${pinned}@${denied}`];

const plainCases: readonly BatteryCase[] = [
  { name: "an override to the pin", files: override({ [pinned]: pin }), exit: 0 },
  { name: "an override of something else", files: override({ "left-pad": "1.0.0" }), exit: 0 },
  { name: "an override below a package to the pin", files: override({ other: { [pinned]: pin } }), exit: 0 },
  { name: "an override with a dot to the pin", files: override({ [pinned]: { ".": pin } }), exit: 0 },
  { name: "an override by reference", files: override({ [pinned]: `$${pinned}` }), exit: 0 },
  {
    name: "an override of a dependency of the package",
    files: override({ [pinned]: { undici: "7.16.0" } }),
    exit: 0,
  },
  ...badVersions.flatMap((version): BatteryCase[] => [
    { name: `an override to ${version}`, files: override({ [pinned]: version }), exit: 1, key: "overrides" },
    {
      name: `an override with a dot to ${version}`,
      files: override({ [pinned]: { ".": version } }),
      exit: 1,
      key: ".",
    },
    {
      name: `an override below a package to ${version}`,
      files: override({ other: { [pinned]: version } }),
      exit: 1,
    },
    {
      name: `an override deep below to ${version}`,
      files: override({ a: { b: { [pinned]: { ".": version } } } }),
      exit: 1,
    },
    {
      name: `an override for some versions to ${version}`,
      files: override({ [`${pinned}@^2.0.0-alpha.10`]: version }),
      exit: 1,
    },
    {
      name: `a resolution to ${version}`,
      files: resolution({ [pinned]: version }),
      exit: 1,
      key: "resolutions",
    },
    {
      name: `a resolution everywhere to ${version}`,
      files: resolution({ [`**/${pinned}`]: version }),
      exit: 1,
    },
    {
      name: `a resolution below a package to ${version}`,
      files: resolution({ [`other/${pinned}`]: version }),
      exit: 1,
    },
    {
      name: `a resolution deep below to ${version}`,
      files: resolution({ [`other/**/${pinned}`]: version }),
      exit: 1,
    },
  ]),
  {
    name: "an override of another package to the denied version",
    files: override({ "or-old": `npm:${pinned}@${denied}` }),
    exit: 1,
  },
  { name: "an override by a reference to nothing", files: override({ [pinned]: "$nothing" }), exit: 1 },
  {
    name: "an override by a reference to a range",
    files: npmRepository({
      manifests: {
        "": { dependencies: { other: `npm:${pinned}@^${pin}` }, overrides: { [pinned]: "$other" } },
      },
      installed: { other: pin },
    }),
    exit: 1,
  },
  { name: "a resolution to the pin", files: resolution({ [pinned]: pin }), exit: 0 },
  { name: "a resolution everywhere to the pin", files: resolution({ [`**/${pinned}`]: pin }), exit: 0 },
  {
    name: "a resolution below a package to the pin",
    files: resolution({ [`other/**/${pinned}`]: pin }),
    exit: 0,
  },
];

const pnpmOverride = (key: string, version: string, where: "manifest" | "workspace") =>
  pnpmRepository(
    {
      manifests: {
        "": { ...uses(pin), ...(where === "manifest" ? { pnpm: { overrides: { [key]: version } } } : {}) },
      },
    },
    {
      settings: `overrides:\n  ${JSON.stringify(key)}: ${JSON.stringify(version)}\n\n`,
      workspace:
        where === "workspace" ? `overrides:\n  ${JSON.stringify(key)}: ${JSON.stringify(version)}\n` : "",
      // The text of an override that matches is recorded in the place of the specifier.
      specifiers: key === pinned ? { [pinned]: version } : {},
    },
  );

const pnpmOverrideCases: readonly BatteryCase[] = (["manifest", "workspace"] as const).flatMap((where) =>
  [pinned, `${pinned}@^2.0.0-alpha.10`, `other>${pinned}`, `other@1>${pinned}@2`].flatMap(
    (key): BatteryCase[] => [
      {
        name: `pnpm's overrides in the ${where}: ${key} to the pin`,
        files: pnpmOverride(key, pin, where),
        exit: 0,
      },
      {
        name: `pnpm's overrides in the ${where}: ${key} to the denied version`,
        files: pnpmOverride(key, denied, where),
        exit: 1,
      },
      {
        name: `pnpm's overrides in the ${where}: ${key} to a range`,
        files: pnpmOverride(key, `^${pin}`, where),
        exit: 1,
      },
    ],
  ),
);

const patches = (key: string) => ({ patchedDependencies: { [key]: "patches/a.patch" } });
const patchCases = [
  {
    name: "Bun patches",
    files: (key: string) => bunRepository({ manifests: { "": { ...uses(pin), ...patches(key) } } }),
  },
  {
    name: "pnpm patches, in the manifest,",
    files: (key: string) => pnpmRepository({ manifests: { "": { ...uses(pin), pnpm: patches(key) } } }),
  },
  {
    name: "pnpm patches, in its settings,",
    files: (key: string) =>
      pnpmRepository(
        { manifests: { "": uses(pin) } },
        { workspace: `patchedDependencies:\n  '${key}': patches/a.patch\n` },
      ),
  },
].flatMap(({ name, files }): BatteryCase[] => [
  {
    name: `${name} the pinned version`,
    files: files(`${pinned}@${pin}`),
    exit: 1,
    rule: "override-contradicts-pin",
  },
  {
    name: `${name} the package in every version`,
    files: files(pinned),
    exit: 1,
    rule: "override-contradicts-pin",
  },
  { name: `${name} another package`, files: files("left-pad@1.3.0"), exit: 0 },
]);

/** What replaces or changes the package behind the back of the dependencies. */
export const overrideCases: readonly BatteryCase[] = [...plainCases, ...pnpmOverrideCases, ...patchCases];
