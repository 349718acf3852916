import { type BatteryCase, denied, pin, pinned, uses } from "../battery-case.ts";
import { type Files, yarnBerryRepository, yarnClassicRepository } from "../consistent.ts";

const manifests = { "": uses(pin) };
const berryEntry = (resolution: string, version = pin): Files => {
  const files = yarnBerryRepository({ manifests });
  const text = String(files["yarn.lock"]);
  const changed = text
    .replace(`version: ${pin}`, `version: ${version}`)
    .replace(`resolution: "${pinned}@npm:${pin}"`, `resolution: "${resolution}"`);
  return { ...files, "yarn.lock": changed };
};
const escaped = (version: string) =>
  `${pinned}@patch:${pinned}@npm%3A${version}#~/.yarn/patches/x.patch::version=${version}&hash=abc`;

export const yarnCases: readonly BatteryCase[] = [
  { name: "yarn 4: as it should be", files: berryEntry(`${pinned}@npm:${pin}`), exit: 0 },
  { name: "yarn 4: resolved to the denied version", files: berryEntry(`${pinned}@npm:${denied}`), exit: 1 },
  { name: "yarn 4: of the denied version", files: berryEntry(`${pinned}@npm:${pin}`, denied), exit: 1 },
  {
    name: "yarn 4: another package under the pinned name",
    files: berryEntry("left-pad@npm:1.3.0", "1.3.0"),
    exit: 1,
  },
  { name: "yarn 4: a patch of the denied version", files: berryEntry(escaped(denied), pin), exit: 1 },
  { name: "yarn 4: an address", files: berryEntry(`${pinned}@https://files.localhost/x.tgz`), exit: 1 },
  {
    name: "yarn 4: a folder",
    files: berryEntry(`${pinned}@portal:../plugin::locator=consumer%40workspace%3A.`),
    exit: 1,
  },
  {
    name: "yarn 4: an archive of the denied version",
    files: berryEntry(
      `${pinned}@npm:${pin}::__archiveUrl=https%3A%2F%2Fregistry.localhost%2F%40elizaos%2Fplugin-openrouter%2F-%2Fplugin-openrouter-${denied}.tgz`,
    ),
    exit: 1,
  },
  {
    name: "yarn 4: settings that cannot be read",
    files: { ...berryEntry(`${pinned}@npm:${pin}`), ".yarnrc.yml": "catalog: [\n" },
    exit: 2,
  },
  { name: "yarn 1: as it should be", files: yarnClassicRepository({ manifests }), exit: 0 },
  {
    name: "yarn 1: another package at the address",
    files: {
      ...yarnClassicRepository({ manifests }),
      "yarn.lock": `# yarn lockfile v1\n\n\n"${pinned}@${pin}":\n  version "${pin}"\n  resolved "https://registry.localhost/left-pad/-/left-pad-1.3.0.tgz#${"a".repeat(40)}"\n`,
    },
    exit: 1,
  },
  {
    name: "yarn 1: an empty lockfile although the registry is asked",
    files: yarnClassicRepository({ manifests }, {}),
    exit: 1,
  },
  {
    name: "yarn 1: an alias at the pin",
    files: yarnClassicRepository(
      { manifests: { "": uses(`npm:${pinned}@${pin}`, "openrouter") } },
      { [`openrouter@npm:${pinned}@${pin}`]: pin },
    ),
    exit: 0,
  },
];
