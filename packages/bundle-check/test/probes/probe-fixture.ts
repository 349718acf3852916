import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import { PackageFacts } from "../../src/package-facts.js";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";
import type { ProbeOptions } from "../../src/probes/probe-options.js";
import { probePackage } from "../../src/probes/probe-package.js";

export type Files = Readonly<Record<string, string>>;

export function factsOf(files: Files): PackageFacts {
  return new PackageFacts(createPackageFiles(Object.entries(files)), "fixture", {
    configuration: emptyConfiguration,
  });
}

/** A package of one ES module. */
export function moduleOf(text: string, fields: object = {}): Files {
  const manifest = { name: "fixture", version: "1.0.0", type: "module", exports: "./index.js", ...fields };
  return { "package.json": JSON.stringify(manifest), "index.js": text };
}

/** A package of one CommonJS script. */
export function scriptOf(text: string, fields: object = {}): Files {
  const manifest = { name: "fixture", version: "1.0.0", main: "./index.js", ...fields };
  return { "package.json": JSON.stringify(manifest), "index.js": text };
}

/** What each probe came to, by its name; and the findings without their places. */
export async function probe(files: Files, options: ProbeOptions) {
  const { probes, findings } = await probePackage(factsOf(files), options);
  return {
    outcomes: Object.fromEntries(probes.map(({ probe, outcome }) => [probe, outcome])),
    reasons: Object.fromEntries(probes.map(({ probe, reason }) => [probe, reason])),
    findings: findings.map(({ rule, severity, args }) => ({ rule, severity, ...args })),
  };
}

export function temporaryFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith("bundle-check-"));
}
