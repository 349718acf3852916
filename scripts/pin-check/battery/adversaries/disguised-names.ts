import { type BatteryCase, checksum, denied, json, pin, pinned, uses } from "../battery-case.ts";
import { bunRepository, type Files, yarnBerryRepository, yarnClassicRepository } from "../consistent.ts";

/**
 * Bun puts a name into an address as it stands, and the registry reads the address: it serves the pinned package for
 * each of these.
 */
const disguised = [
  ` ${pinned}`,
  `${pinned} `,
  `${pinned}?`,
  `${pinned}#x`,
  pinned.replace("openrouter", "%6fpenrouter"),
  pinned.replace("/", "%2f"),
];

/** The manifests ask for the pin, and besides for what is told. */
const also = (more: object, packages: object): Files => {
  const asked = { dependencies: { [pinned]: pin, ...more } };
  return {
    ...bunRepository({ manifests: { "": asked } }),
    "bun.lock": json({
      lockfileVersion: 1,
      workspaces: { "": { name: "consumer", ...asked } },
      packages: { [pinned]: [`${pinned}@${pin}`, "", {}, checksum], ...packages },
    }),
  };
};
const locked = (name: string) => [`${name}@${denied}`, "", {}, checksum];

export const disguisedNameCases: readonly BatteryCase[] = [
  ...disguised.flatMap((name): BatteryCase[] => [
    {
      name: `bun: an alias of ${JSON.stringify(name)}`,
      files: also({ "or-old": `npm:${name}@${denied}` }, { "or-old": locked(name) }),
      exit: 2,
    },
    {
      name: `bun: ${JSON.stringify(name)} in a lockfile alone`,
      files: also({}, { "or-old": locked(name) }),
      exit: 2,
    },
    {
      name: `a dependency on ${JSON.stringify(name)}`,
      files: bunRepository({ manifests: { "": { dependencies: { [pinned]: pin, [name]: denied } } } }),
      exit: 2,
    },
    {
      name: `an override that leads to ${JSON.stringify(name)}`,
      files: bunRepository({ manifests: { "": { ...uses(pin), overrides: { other: `npm:${name}@1` } } } }),
      exit: 2,
    },
    {
      name: `yarn 1: an alias of ${JSON.stringify(name)} in a lockfile, whose address tells`,
      files: yarnClassicRepository(
        { manifests: { "": uses(pin) } },
        { [`${pinned}@${pin}`]: pin, [`or-old@npm:${name}@${denied}`]: denied },
      ),
      exit: 1,
      rule: "denied-version",
    },
  ]),
  {
    name: "yarn 4: another name in the resolution",
    files: {
      ...yarnBerryRepository({ manifests: { "": uses(pin) } }),
      "yarn.lock": `${yarnBerryRepository({ manifests: { "": uses(pin) } })["yarn.lock"]}\n"or-old@npm:1":\n  version: 1.0.0\n  resolution: "${pinned}?@npm:1.0.0"\n  languageName: node\n  linkType: hard\n`,
    },
    exit: 2,
  },
  {
    name: "a workspace with a name that no registry would take",
    files: bunRepository({
      manifests: {
        "": { dependencies: { [pinned]: pin, "My App": "workspace:*" } },
        "packages/a": { name: "My App" },
      },
    }),
    exit: 0,
  },
  {
    name: "names as they were allowed once",
    files: also(
      { JSONStream: "1.3.5", "a~b": "npm:@s_c/d.e@1.0.0" },
      { JSONStream: ["JSONStream@1.3.5", "", {}, checksum], "a~b": ["@s_c/d.e@1.0.0", "", {}, checksum] },
    ),
    exit: 0,
  },
  {
    name: "remarks among the dependencies, which Yarn passes over",
    files: yarnClassicRepository({
      manifests: {
        "": {
          dependencies: { "//": "why it is exact", [pinned]: pin },
          peerDependencies: { "//": "why there is none" },
        },
      },
    }),
    exit: 0,
  },
  {
    name: "remarks among the overrides",
    files: bunRepository({
      manifests: {
        "": { ...uses(pin), overrides: { "//": "why not" }, resolutions: { "//": "why not" } },
      },
    }),
    exit: 0,
  },
];
