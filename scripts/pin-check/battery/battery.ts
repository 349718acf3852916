import { addressCases } from "./adversaries/addresses.ts";
import { bunCases } from "./adversaries/bun.ts";
import { disguisedNameCases } from "./adversaries/disguised-names.ts";
import { twistedManifestCases } from "./adversaries/manifests.ts";
import { npmCases } from "./adversaries/npm.ts";
import { pnpmCases } from "./adversaries/pnpm.ts";
import { yarnCases } from "./adversaries/yarn.ts";
import type { BatteryCase } from "./battery-case.ts";
import { lockfileCases } from "./lockfiles.ts";
import { manifestCases } from "./manifests.ts";
import { realLockfileCases } from "./real-lockfiles.ts";
import { scanCases } from "./scanned-manifests.ts";
import { specifierCases } from "./specifiers.ts";
import { unreadableCases, versionCases } from "./unreadable.ts";
import { workspaceCases } from "./workspaces.ts";

/** All repositories with a known verdict, by what they are about. */
export const battery: Readonly<Record<string, readonly BatteryCase[]>> = {
  specifiers: specifierCases,
  manifests: manifestCases,
  workspaces: workspaceCases,
  "scanned manifests": scanCases,
  lockfiles: lockfileCases,
  "versions of bun.lock": versionCases,
  unreadable: unreadableCases,
  adversaries: [...bunCases, ...npmCases, ...pnpmCases, ...yarnCases, ...twistedManifestCases],
  "addresses in lockfiles": addressCases,
  "disguised names": disguisedNameCases,
  "real lockfiles": realLockfileCases,
};
