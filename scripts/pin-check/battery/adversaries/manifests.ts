import { type BatteryCase, denied, json, pin, pinned, policy, uses } from "../battery-case.ts";
import { bunRepository, type Files, npmRepository } from "../consistent.ts";

import { entry, place } from "./npm.ts";

const manifests = { "": uses(pin) };
const root = (text: string): Files => ({ ...bunRepository({ manifests }), "package.json": text });
const plain = json({ name: "consumer", private: true, ...uses(pin) });

export const twistedManifestCases: readonly BatteryCase[] = [
  { name: "a manifest with Windows line ends", files: root(plain.replaceAll("\n", "\r\n")), exit: 0 },
  { name: "a manifest with a byte order mark", files: root(`\uFEFF${plain}`), exit: 0 },
  {
    name: "exact in one field, a range in another",
    files: bunRepository({
      manifests: { "": { ...uses(pin), optionalDependencies: { [pinned]: `^${pin}` } } },
    }),
    exit: 1,
  },
  {
    name: "exact in one field, a range in development",
    files: npmRepository({ manifests: { "": { ...uses(pin), devDependencies: { [pinned]: "latest" } } } }),
    exit: 1,
  },
  {
    name: "exact in one field and in another",
    files: npmRepository({ manifests: { "": { ...uses(pin), devDependencies: { [pinned]: pin } } } }),
    exit: 0,
  },
  {
    name: "an escaped name in a manifest",
    files: root(plain.replace("@elizaos", "\\u0040elizaos").replace(`"${pin}"`, `"^${pin}"`)),
    exit: 1,
  },
  {
    name: "a lockfile that is a folder",
    files: { ...without(bunRepository({ manifests }), "bun.lock"), "bun.lock/file": "" },
    exit: 2,
  },
  {
    name: "a manifest that is a folder",
    files: { ...bunRepository({ manifests }), "packages/a/package.json/file": "" },
    exit: 2,
  },
  {
    name: "a policy for two packages, one unused",
    files: {
      ...bunRepository({ manifests }),
      "pins.json": json({
        pins: [
          { package: pinned, version: pin },
          { package: "left-pad", version: "1.3.0" },
        ],
      }),
    },
    exit: 0,
    rule: "unused-pin",
  },
  {
    name: "a policy for two packages, one loose",
    files: {
      ...bunRepository({ manifests: { "": { dependencies: { [pinned]: pin, "left-pad": "^1.3.0" } } } }),
      "pins.json": json({
        pins: [
          { package: pinned, version: pin },
          { package: "left-pad", version: "1.3.0" },
        ],
      }),
    },
    exit: 1,
  },
  {
    name: "a policy that denies its own version",
    files: { ...bunRepository({ manifests }), "pins.json": policy({ denied: [pin] }) },
    exit: 1,
  },
  {
    name: "a lockfile of its own in a workspace, with the denied version",
    files: {
      ...bunRepository({ manifests: { "": uses(pin), "packages/a": uses(pin) } }),
      "packages/a/package-lock.json": json({
        lockfileVersion: 3,
        packages: { "": { name: "a", ...uses(pin) }, [place]: entry(denied) },
      }),
    },
    exit: 1,
  },
];

function without(files: Files, path: string): Files {
  const { [path]: _gone, ...rest } = files;
  return rest;
}
