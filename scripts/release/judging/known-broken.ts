import type { Judgement } from "./judgement.ts";

/** A release that is known to be broken, and what the guard has to see in it. */
export interface KnownBroken {
  readonly spec: string;
  /** The bytes of the release, so that a mirror that serves other ones is noticed. */
  readonly integrity: string;
  readonly evidence: readonly Evidence[];
}

export interface Evidence {
  readonly rule: string;
  /** A name the finding has to be about; absent where the finding is about the file as a whole. */
  readonly name?: string;
}

/**
 * What is wrong with both releases (their bundles are the same bytes): the ESM entries export two bindings that
 * are declared nowhere, the CJS entry reads a third, and what is left is a fraction of the plugin.
 */
const truncatedPlugin: readonly Evidence[] = [
  { rule: "undeclared-export", name: "openrouterPlugin" },
  { rule: "undeclared-export", name: "openrouterPlugin2" },
  { rule: "undeclared-reference", name: "import_plugin" },
  { rule: "truncated" },
];

/**
 * The releases every packaging linter passed. The gate judges them on every run: a guard that accepts one of
 * them, or refuses it for a lesser reason, would have let it out again.
 */
export const knownBrokenReleases: readonly KnownBroken[] = [
  {
    spec: "@elizaos/plugin-openrouter@2.0.0-alpha.12",
    integrity:
      "sha512-hxJIlvNuQAMa4TAaN9swE9jqlNBvy4gDMXM35JmbX95wpCOrZ2NYdwwnymoPVeYmZTNtB/rizf53phPpYj/5gw==",
    evidence: truncatedPlugin,
  },
  {
    spec: "@elizaos/plugin-openrouter@2.0.0-alpha.13",
    integrity:
      "sha512-1QFAOhtX2TtWwie1z2MXukhjH9hBBeuWAzHzT5PtDAlsJRtlJ9AiudqDTiZhXMD06GtvN20jqBdVJD+SiXpDVg==",
    evidence: truncatedPlugin,
  },
];

/** The evidence that the judgement does not have as an error. */
export function missingEvidence(judgement: Judgement, evidence: readonly Evidence[]): Evidence[] {
  return evidence.filter(
    ({ rule, name }) =>
      !judgement.findings.some(
        (finding) =>
          finding.severity === "error" &&
          finding.rule === rule &&
          (name === undefined || finding.name === name),
      ),
  );
}
