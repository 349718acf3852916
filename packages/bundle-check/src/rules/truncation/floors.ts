import type { TruncationSignal } from "../../findings/finding.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import type { PackageFacts } from "../../package-facts.js";

/** Floors the package itself asked for. */
export function belowFloors(module: ModuleFacts, facts: PackageFacts): TruncationSignal[] {
  const { minLines, minBytes } = facts.configuration;
  const signals: TruncationSignal[] = [];
  if (minLines !== null && module.source.lineCount < minLines) {
    signals.push({
      signal: "below-floor",
      unit: "lines",
      floor: minLines,
      actual: module.source.lineCount,
    });
  }
  const bytes = facts.files.size(module.path);
  if (minBytes !== null && bytes < minBytes) {
    signals.push({ signal: "below-floor", unit: "bytes", floor: minBytes, actual: bytes });
  }
  return signals;
}
