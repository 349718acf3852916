import { posix } from "node:path";
import { findSimilarFile } from "../entrypoints/target-files.js";
import { isSourceAlias } from "../modules/package-name.js";
import type { PackageFacts } from "../package-facts.js";
import type { PackageFiles } from "../package-files/package-files.js";
import { isExcused, isInNodeModules, passesOn } from "./declarations/foreign-requests.js";
import { defineRule } from "./rule.js";

/** Findings per package. A missing folder is one problem, not hundreds. */
const mostFindings = 20;

export const typesMissing = defineRule({
  id: "types-missing",
  severity: "error",
  summary: "declarations that refer to a file that is not shipped",
  *check(facts) {
    const seen = new Set<string>();
    for (const { path, file, isRoot, entry, chain } of facts.reachedDeclarations()) {
      for (const request of file.requests) {
        const resolution = isSourceAlias(request.specifier)
          ? { kind: "missing" as const, path: request.specifier }
          : facts.declarations.resolve(path, request);
        if (resolution.kind === "external" || seen.has(resolution.path)) continue;
        const isUntyped = resolution.kind === "file" && /\.[cm]?jsx?$/.test(resolution.path);
        if (resolution.kind === "file" && !isUntyped) continue;
        // A path into another package is types-mismatch's.
        if (isInNodeModules(resolution.path) || file.ambientModules.has(request.specifier)) continue;
        const text = facts.files.text(path);
        if (isExcused(text, request.offset)) continue;
        seen.add(resolution.path);
        if (seen.size > mostFindings) return;
        const leavesPackage = resolution.path.startsWith("..");
        const similar =
          leavesPackage || isUntyped ? undefined : findSimilarFile(facts.files, resolution.path);
        yield {
          place: facts.placeInText(path, text, request.offset, request.specifier.length + 2),
          args: {
            specifier: request.specifier,
            resolved: resolution.path,
            leavesPackage,
            isUntyped,
            ...(similar === undefined ? {} : { similar }),
          },
          reach: [{ field: entry.field, keyPath: entry.keyPath, chain }],
          // A module without types is `any` where it is used, which may be meant, and nothing where the entry passes it on.
          ...(isRoot &&
          !isAsset(request.specifier) &&
          !isForEffect(text, request.offset) &&
          (!isUntyped ||
            (passesOn(file, request.specifier) && isPassedOnByAll(chain, facts)) ||
            isTypedAround(resolution.path, facts.files))
            ? {}
            : { severity: "warning" as const }),
        };
      }
    }
  },
});

/** The entry passes on everything of the next file, that one of the next. */
function isPassedOnByAll(chain: readonly string[], { declarations }: PackageFacts): boolean {
  return chain.slice(1).every((path, index) => {
    const from = chain[index] ?? path;
    const file = declarations.file(from);
    return file?.stars.some((specifier) => declarations.follow(from, specifier) === path);
  });
}

/** One alone may have been written by hand. */
const fewestTyped = 2;

/** A compiler wrote declarations for the other modules of the folder, nearly all, so those of this one are lost. */
function isTypedAround(path: string, files: PackageFiles): boolean {
  // What bundlers share between their chunks holds no types.
  if (/^(rolldown-runtime|_?chunk|_rollup|_virtual)\b/.test(posix.basename(path))) return false;
  const beside = `${posix.dirname(path)}/`.replace(/^\.\//, "");
  const others = files.paths.filter(
    (other) =>
      other !== path &&
      other.startsWith(beside) &&
      !other.slice(beside.length).includes("/") &&
      posix.extname(other) === posix.extname(path),
  );
  const typed = others.filter((other) => files.has(other.replace(/\.([cm]?)jsx?$/, ".d.$1ts"))).length;
  return typed >= fewestTyped && typed >= 2 * (others.length - typed);
}

/** `import "./x.js"` brings no types, and compilers do not look for any. */
function isForEffect(text: string, offset: number): boolean {
  return /(^|[\s;])import\s*$/.test(text.slice(Math.max(0, offset - 20), offset));
}

/** A style sheet, an image, a shader: compilers ask for no types where it is imported for its effect. */
function isAsset(specifier: string): boolean {
  return /\.(css|s[ac]ss|less|styl|pcss|svg|png|jpe?g|gif|webp|avif|woff2?|html?|md|txt|wasm|frag|vert|glsl|wgsl)$/.test(
    specifier,
  );
}
