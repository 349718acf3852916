import type { Finding } from "../findings/finding.js";
import type { PackageFacts } from "../package-facts.js";
import type { PublintMessage } from "./run-publint.js";

/** Messages that become findings; a package of a thousand subpaths may repeat one for each. */
const mostMessages = 50;

/**
 * What publint says, placed in package.json and never worse than a warning: its rules have their own severities, and
 * what breaks consumers is an error of another rule already. A value that another finding is about is left to it.
 */
export function publintFindings(
  messages: readonly PublintMessage[],
  findings: readonly Finding[],
  facts: PackageFacts,
): Finding[] {
  const judged = new Set(
    findings
      .filter(({ severity }) => severity === "error")
      .flatMap(({ place, reach }) => [place.keyPath, ...reach.map(({ keyPath }) => keyPath)])
      .map((keyPath) => keyPath?.join("\0")),
  );
  return messages
    .filter(({ path }) => path.length === 0 || !judged.has(path.join("\0")))
    .slice(0, mostMessages)
    .map(({ code, type, path, text }) => ({
      rule: "publint",
      severity: type === "suggestion" ? "info" : "warning",
      place: facts.placeInManifest(path),
      reach: [],
      args: { code, text },
    }));
}
