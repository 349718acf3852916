import { posix } from "node:path";
import { isRecord } from "../entrypoints/manifest.js";
import { normalisePath } from "../entrypoints/target-files.js";
import type { RuleArguments, Severity } from "../findings/finding.js";
import type { PackageFiles } from "../package-files/package-files.js";
import { defineRule } from "./rule.js";

type Protocol = RuleArguments["local-protocol"]["protocol"];

/** The fields whose packages consumers install, and the one they do not. */
const severityByField: Readonly<Record<string, Severity>> = {
  dependencies: "error",
  optionalDependencies: "error",
  peerDependencies: "error",
  devDependencies: "info",
};

export const localProtocol = defineRule({
  id: "local-protocol",
  severity: "error",
  summary: "a dependency that only the author's own repository or machine can resolve",
  *check(facts) {
    for (const [field, severity] of Object.entries(severityByField)) {
      const dependencies = facts.manifest.data[field];
      if (!isRecord(dependencies)) continue;
      for (const [dependency, specifier] of Object.entries(dependencies)) {
        const protocol = typeof specifier === "string" ? protocolOf(specifier) : null;
        if (protocol === null || typeof specifier !== "string") continue;
        // npm and yarn link a folder that comes along inside the package.
        const shipped = isShipped(specifier, facts.files);
        yield {
          place: facts.placeInManifest([field, dependency]),
          args: { field, dependency, specifier, protocol },
          severity: shipped && severity === "error" ? "warning" : severity,
          reach: [],
        };
      }
    }
  },
});

function protocolOf(specifier: string): Protocol | null {
  const named = /^(?:git\+)?(workspace|catalog|file|link|portal|patch):/i.exec(specifier)?.[1]?.toLowerCase();
  if (named !== undefined && isProtocol(named)) return named;
  // What npm takes for a path: `./a`, `../a`, `/a`, `~/a`, `C:\a`.
  return /^(\.{0,2}[/\\]|~[/\\]|[a-z]:[/\\])/i.test(specifier) ? "path" : null;
}

function isProtocol(name: string): name is Protocol {
  return ["workspace", "catalog", "file", "link", "portal", "patch"].includes(name);
}

function isShipped(specifier: string, files: PackageFiles): boolean {
  const path = /^(?:(?:file|link|portal):)?(\.?[^/~:].*)$/.exec(specifier)?.[1];
  if (path === undefined || path.startsWith("../") || /^[a-z]+:/i.test(path)) return false;
  const target = normalisePath(path);
  return files.has(target) || files.has(posix.join(target, "package.json"));
}
