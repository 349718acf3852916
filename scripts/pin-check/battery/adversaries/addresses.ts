import { type BatteryCase, checksum, denied, json, pin, pinned, uses } from "../battery-case.ts";
import {
  bunRepository,
  type Files,
  npmRepository,
  pnpmRepository,
  yarnBerryRepository,
  yarnClassicRepository,
} from "../consistent.ts";

/** The lockfile claims the pin, and what it downloads is what stands in its address. npm takes any specifier there. */
const manifests = { "": uses(pin) };

const npm = (resolved: string, place = pinned): Files => ({
  ...npmRepository({ manifests }),
  "package-lock.json": json({
    lockfileVersion: 3,
    packages: {
      "": { name: "consumer", ...uses(pin) },
      [`node_modules/${pinned}`]: { version: pin, integrity: checksum },
      [`node_modules/${place}`]: { version: place === pinned ? pin : "1.3.0", resolved, integrity: checksum },
    },
  }),
});

/** As npm lists a dependency on `file:./inner` that a package of the registry brings with it. */
const brought = (inner: string): Files => ({
  ...npmRepository({ manifests }),
  "package-lock.json": json({
    lockfileVersion: 3,
    packages: {
      "": { name: "consumer", ...uses(pin) },
      [`node_modules/${pinned}`]: { version: pin, integrity: checksum },
      "node_modules/outer": { version: "1.0.0", integrity: checksum },
      [`node_modules/outer/node_modules/${inner}`]: { resolved: `node_modules/outer/${inner}`, link: true },
      [`node_modules/outer/${inner}`]: { version: pin },
    },
  }),
});

const bun = (address: string): Files => ({
  ...bunRepository({ manifests }),
  "bun.lock": json({
    lockfileVersion: 1,
    workspaces: { "": { name: "consumer", ...uses(pin) } },
    packages: { [pinned]: [`${pinned}@${pin}`, address, {}, checksum] },
  }),
});

const pnpm = (address: string): Files => {
  const files = pnpmRepository({ manifests });
  const text = String(files["pnpm-lock.yaml"]).replace(`${checksum}}`, `${checksum}, tarball: ${address}}`);
  return { ...files, "pnpm-lock.yaml": text };
};

const yarnClassic = (address: string): Files => {
  const files = yarnClassicRepository({ manifests });
  const line = `resolved ${JSON.stringify(`${address}#${"a".repeat(40)}`)}`;
  const text = String(files["yarn.lock"]).replace(/resolved .*/, line);
  return { ...files, "yarn.lock": text };
};

const yarnBerry = (address: string): Files => {
  const files = yarnBerryRepository({ manifests });
  const resolution = `resolution: "${pinned}@npm:${pin}`;
  const text = String(files["yarn.lock"]).replace(
    resolution,
    `${resolution}::__archiveUrl=${encodeURIComponent(address)}`,
  );
  return { ...files, "yarn.lock": text };
};

const folder = `https://registry.localhost/${pinned}`;
const elsewhere = [
  "https://files.localhost/x.tgz",
  "https://files.localhost/download/x.tgz",
  "https://files.localhost/x/-/payload.tgz",
  `https://files.localhost/x/-/plugin-openrouter-${pin}.tgz`,
  `${folder}/x/../-/plugin-openrouter-${denied}.tgz`,
  `${folder}/x/../../left-pad/-/../../${pinned}/-/plugin-openrouter-${pin}.tgz`,
  `${folder}/%2e%2e/plugin-openrouter/-/plugin-openrouter-${pin}.tgz`,
  `${folder}\\-\\plugin-openrouter-${denied}.tgz`,
  `https://registry.localhost/download/${pinned}/${denied}/abc`,
];
const asRegistriesServe = [
  `${folder}/-/plugin-openrouter-${pin}.tgz`,
  `${folder}/-/${pinned}-${pin}.tgz`,
  `${folder}/-/${pin}/plugin-openrouter-${pin}.tgz`,
  `${folder}/-/plugin-openrouter-${pin}.tgz?cache=1`,
  `https://registry.localhost:4873/npm/hosted/%40elizaos%2fplugin-openrouter/-/plugin-openrouter-${pin}.tgz`,
  `https://registry.localhost/packages/${pinned}/${pin}/plugin-openrouter-${pin}.tgz`,
  `https://registry.localhost/${pinned}/download/plugin-openrouter-${pin}.tgz`,
  `https://registry.localhost/download/${pinned}/${pin}/${"a".repeat(40)}`,
];
const lockers = { npm, bun, pnpm, "yarn 1": yarnClassic, "yarn 4": yarnBerry };

export const addressCases: readonly BatteryCase[] = [
  ...Object.entries(lockers).flatMap(([name, lock]) => [
    ...elsewhere.map((address) => ({
      name: `${name}: downloaded from ${address}`,
      files: lock(address),
      exit: 1 as const,
    })),
    ...asRegistriesServe.map((address) => ({
      name: `${name}: downloaded from ${address}`,
      files: lock(address),
      exit: 0 as const,
    })),
  ]),
  ...[
    denied,
    `^${pin}`,
    "latest",
    " ",
    `npm:${pinned}@${denied}`,
    `npm:${pinned}`,
    "npm:left-pad@1.3.0",
    "x.tgz",
    "./x.tgz",
    "../x.tgz",
    "/srv/x.tgz",
    "file:x.tgz",
    "FILE:x.tgz",
    "vendor/plugin",
    "./vendor/plugin",
    "ftp://files.localhost/x.tgz",
  ].map(
    (resolved): BatteryCase => ({
      name: `npm: downloaded by the specifier ${JSON.stringify(resolved)}`,
      files: npm(resolved),
      exit: 1,
    }),
  ),
  { name: "npm: a folder that a package brings with it", files: brought("inner"), exit: 0 },
  {
    name: "npm: the pinned package as a folder that another brings with it",
    files: brought(pinned),
    exit: 1,
    rule: "locked-source",
  },
  { name: "npm: downloaded by the pin itself", files: npm(pin), exit: 0 },
  {
    name: "npm: the denied version by an alias under the name of another",
    files: npm(`npm:${pinned}@${denied}`, "left-pad"),
    exit: 1,
    rule: "denied-version",
  },
  {
    name: "npm: the denied version by its place in a download folder, under the name of another",
    files: npm(`https://registry.localhost/download/${pinned}/${denied}/abc`, "left-pad"),
    exit: 1,
    rule: "denied-version",
  },
  {
    name: "npm: another package by an alias under its name",
    files: npm("npm:left-pad@1.3.0", "left-pad"),
    exit: 0,
  },
];
