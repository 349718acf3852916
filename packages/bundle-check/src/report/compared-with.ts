import { neutralise } from "./neutralise.js";
import type { Report } from "./report.js";

/** "compared with when@3.7.0; newer ones have errors themselves: 3.7.1"; nothing when nothing was compared. */
export function comparedWith({ baseline }: Report): string | null {
  if (baseline === undefined) return null;
  const { name, version, spec, skipped } = baseline;
  const compared = name === null || version === null ? spec : `${name}@${version}`;
  const passedOver =
    skipped.length === 0
      ? ""
      : `; newer ones have errors themselves: ${skipped.map((candidate) => candidate.version).join(", ")}`;
  return neutralise(`compared with ${compared}${passedOver}`);
}
