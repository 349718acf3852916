import type { Finding } from "../findings/finding.js";
import type { Configuration, Ignore } from "./configuration.js";
import { findJsonValue } from "./json-position.js";

/** The JSON text a configuration was read from, and where the configuration is in it. */
export interface ConfigurationSource {
  /** Path for placing findings, relative to the package root where there is one. */
  readonly file: string;
  readonly text: string;
  /** Keys that lead to the configuration: `bundleCheck` in a package.json, none in a file of its own. */
  readonly keyPath: readonly string[];
}

/** A finding for each ignore entry that no finding matched, placed at the entry. */
export function findUnusedIgnores(
  configuration: Configuration,
  source: ConfigurationSource,
  used: ReadonlySet<Ignore>,
): Finding[] {
  const severity = configuration.rules["unused-ignore"] ?? "warning";
  if (severity === "off") return [];
  return configuration.ignores.flatMap((ignore, index): Finding[] => {
    if (used.has(ignore)) return [];
    const keyPath = [...source.keyPath, "ignores", String(index)];
    const position = findJsonValue(source.text, keyPath) ?? { line: 1, column: 1 };
    return [
      {
        rule: "unused-ignore",
        severity,
        place: { file: source.file, ...position, keyPath },
        reach: [],
        args: {
          ignoredRule: ignore.rule,
          ...(ignore.file === undefined ? {} : { ignoredFile: ignore.file }),
          ...(ignore.name === undefined ? {} : { ignoredName: ignore.name }),
          reason: ignore.reason,
        },
      },
    ];
  });
}
