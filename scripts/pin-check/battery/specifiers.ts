import { type BatteryCase, denied, pin, pinned, uses } from "./battery-case.ts";
import { bunRepository, type Files, npmRepository } from "./consistent.ts";

const builders: readonly (readonly [string, (specifier: unknown, key?: string) => Files])[] = [
  [
    "bun",
    (specifier, key = pinned) =>
      bunRepository({ manifests: { "": uses(specifier, key) }, installed: { [key]: pin } }),
  ],
  [
    "npm",
    (specifier, key = pinned) =>
      npmRepository({ manifests: { "": uses(specifier, key) }, installed: { [key]: pin } }),
  ],
];

const loose: readonly string[] = [
  `^${pin}`,
  `~${pin}`,
  "^2.0.0-alpha.10",
  "latest",
  "alpha",
  "next",
  `>=${pin}`,
  `>=${pin} <3.0.0`,
  `>=${pin} <=${pin}`,
  `${pin} - ${pin}`,
  `${pin} || 2.0.0-alpha.14`,
  `${pin} || ${pin}`,
  `<=${pin}`,
  `> 2.0.0-alpha.12`,
  "*",
  "x",
  "",
  "2",
  "2.x",
  "2.0",
  "2.0.0",
  "2.0.0-alpha",
  `npm:${pinned}@^${pin}`,
  `npm:${pinned}@latest`,
  `npm:${pinned}@*`,
  `npm:${pinned}`,
];

const lookAlikes: readonly string[] = [
  "2.0.0-alpha.130",
  "2.0.0-alpha.1",
  "2.0.0-alpha.13-x",
  "2.0.0-alpha.13.0",
  "2.0.0-alpha.13x",
  "2.0.0-alpha.013",
  "2.0.0-ALPHA.13",
  "02.0.0-alpha.13",
  `v${pin}`,
  `=v${pin}`,
  `V${pin}`,
  `${pin}+build`,
  `${pin}+`,
  `${pin} `,
  ` ${pin}`,
  `${pin}\t`,
  `${pin}\n`,
  `${pin}\u00a0`,
  `${pin}\u200b`,
  `\ufeff${pin}`,
  "2.0.0-alpha.１３",
  "２.0.0-alpha.13",
  "2.0.0-alpha.١٣",
  "2․0․0-alpha․13",
  "2.0.0‐alpha.13",
  "2.0.0-аlpha.13",
  "2,0,0-alpha.13",
  `npm:${pinned}@v${pin}`,
  `npm:${pinned}@${pin}+build`,
  `npm:${pinned}@2.0.0-alpha.130`,
  `npm:${pinned}@${pin} `,
];

const others: readonly string[] = [
  denied,
  "2.0.0-alpha.14",
  "2.0.0-alpha.3",
  "2.0.1-alpha.13",
  "1.0.0-alpha.13",
  `=${denied}`,
  `npm:${pinned}@${denied}`,
  `npm:${pinned}@2.0.0-alpha.14`,
  "git+https://git.localhost/plugins/plugin-openrouter.git#v2.0.0-alpha.13",
  "github:elizaos-plugins/plugin-openrouter",
  "elizaos-plugins/plugin-openrouter",
  "https://files.localhost/plugin-openrouter-2.0.0-alpha.13.tgz",
  "file:../plugin-openrouter",
  "file:./plugin-openrouter-2.0.0-alpha.13.tgz",
  "link:../plugin-openrouter",
  "portal:../plugin-openrouter",
  "catalog:",
  "catalog:nowhere",
  "workspace:*",
];

const exact: readonly string[] = [pin, `=${pin}`, `npm:${pinned}@${pin}`];

const cases = (specifiers: readonly string[], exit: 0 | 1, key = pinned): BatteryCase[] =>
  builders.flatMap(([manager, build]) =>
    specifiers.map((specifier) => ({
      name: `${manager}: ${key === pinned ? "" : `${key}: `}${JSON.stringify(specifier)}`,
      files: build(specifier, key),
      exit,
      ...(exit === 0 ? {} : { file: "package.json", key }),
    })),
  );

/** What a dependency may and may not say, in a lockfile that remembers it and installs the pin all the same. */
export const specifierCases: readonly BatteryCase[] = [
  ...cases(loose, 1),
  ...cases(lookAlikes, 1),
  ...cases(others, 1),
  ...cases(exact, 0),
  ...cases([`npm:${pinned}@${pin}`], 0, "openrouter"),
  ...cases(
    [denied, `^${pin}`, "latest", "2.0.0-alpha.130"].map((version) => `npm:${pinned}@${version}`),
    1,
    "or-old",
  ),
];
