import { type BatteryCase, checksum, denied, json, pin, pinned, uses } from "../battery-case.ts";
import { type Files, npmRepository } from "../consistent.ts";

const manifests = { "": uses(pin) };
const npm = (packages: object, more: object = {}): Files => ({
  ...npmRepository({ manifests }),
  "package-lock.json": json({
    lockfileVersion: 3,
    packages: { "": { name: "consumer", ...uses(pin) }, ...packages },
    ...more,
  }),
});
export const entry = (version: string) => ({
  version,
  resolved: `https://registry.localhost/${pinned}/-/plugin-openrouter-${version}.tgz`,
  integrity: checksum,
});
export const place = `node_modules/${pinned}`;
const tree = (dependencies: object, version = 1): Files => ({
  ...npmRepository({ manifests }),
  "package-lock.json": json({
    lockfileVersion: version,
    requires: true,
    ...(version === 1 ? {} : { packages: { "": { name: "consumer", ...uses(pin) }, [place]: entry(pin) } }),
    dependencies,
  }),
});

export const npmCases: readonly BatteryCase[] = [
  { name: "npm: as it should be", files: npm({ [place]: entry(pin) }), exit: 0 },
  {
    name: "npm: another package under the pinned name",
    files: npm({ [place]: { name: "left-pad", version: "1.3.0" } }),
    exit: 1,
  },
  {
    name: "npm: a tarball of the right version from elsewhere",
    files: npm({ [place]: { version: pin, resolved: "https://files.localhost/x.tgz" } }),
    exit: 1,
  },
  {
    name: "npm: a link to a folder that is no workspace",
    files: npm({ [place]: { resolved: "../plugin", link: true } }),
    exit: 1,
  },
  {
    name: "npm: version control",
    files: npm({
      [place]: { version: pin, resolved: "git+ssh://git@git.localhost/plugins/plugin-openrouter.git#abc" },
    }),
    exit: 1,
  },
  {
    name: "npm: without addresses, as npm can be told",
    files: npm({ [place]: { version: pin, integrity: checksum } }),
    exit: 0,
  },
  {
    name: "npm: bundled with another package",
    files: npm({
      [place]: entry(pin),
      "node_modules/a": { version: "1.0.0" },
      [`node_modules/a/${place}`]: { version: denied, inBundle: true },
    }),
    exit: 1,
  },
  {
    name: "npm: an optional package of the denied version",
    files: npm({ [place]: entry(pin), [`node_modules/a/${place}`]: { ...entry(denied), optional: true } }),
    exit: 1,
  },
  {
    name: "npm: a mirror that repeats the scope",
    files: npm({
      [place]: {
        version: pin,
        integrity: checksum,
        resolved: `https://mirror.localhost/npm/${pinned}/-/${pinned}-${pin}.tgz`,
      },
    }),
    exit: 0,
  },
  { name: "npm 6: as it should be", files: tree({ [pinned]: entry(pin) }), exit: 0 },
  { name: "npm 6: the denied version", files: tree({ [pinned]: entry(denied) }), exit: 1 },
  {
    name: "npm 6: the denied version below",
    files: tree({
      [pinned]: entry(pin),
      a: {
        version: "1.0.0",
        dependencies: { b: { version: "1.0.0", dependencies: { [pinned]: entry(denied) } } },
      },
    }),
    exit: 1,
  },
  {
    name: "npm 6: an alias",
    files: tree({ [pinned]: entry(pin), "or-old": { ...entry(denied), version: `npm:${pinned}@${denied}` } }),
    exit: 1,
  },
  { name: "npm 6: nothing installed", files: tree({}), exit: 1 },
  { name: "npm 7: the tree says the denied version", files: tree({ [pinned]: entry(denied) }, 2), exit: 1 },
  {
    name: "npm 7: the tree has an alias that the folders have not",
    files: tree(
      { [pinned]: entry(pin), "or-old": { ...entry(denied), version: `npm:${pinned}@${denied}` } },
      2,
    ),
    exit: 1,
  },
  { name: "npm 7: both say the pin", files: tree({ [pinned]: entry(pin) }, 2), exit: 0 },
  {
    name: "npm: a shrinkwrap of the denied version wins over the lockfile",
    files: {
      ...npm({ [place]: entry(pin) }),
      "npm-shrinkwrap.json": json({
        lockfileVersion: 3,
        packages: { "": { name: "consumer", ...uses(pin) }, [place]: entry(denied) },
      }),
    },
    exit: 1,
  },
];
