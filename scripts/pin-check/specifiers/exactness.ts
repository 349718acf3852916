import type { Facts } from "../facts.ts";
import type { Declaration } from "../manifests/declaration.ts";
import type { Pin } from "../policy/policy.ts";
import { type LookAlike, lookAlike } from "./look-alike.ts";
import type { Specifier } from "./specifier.ts";

/** Why a declaration does not ask for exactly the pinned version of the pinned package. */
export type Problem =
  | { readonly kind: "range" | "tag" | "no-version" | "not-text" | "removal" }
  | { readonly kind: "look-alike"; readonly likeness: LookAlike }
  | { readonly kind: "other-version"; readonly version: string }
  | { readonly kind: "denied"; readonly version: string; readonly reason: string | null }
  | { readonly kind: "other-package"; readonly package: string }
  | { readonly kind: "source"; readonly source: string }
  | { readonly kind: "unresolved"; readonly what: "catalog" | "reference"; readonly name: string }
  | {
      readonly kind: "workspace";
      readonly problem: "not-allowed" | "floating" | "no-workspace" | "other-version" | "by-path";
      /** The workspace's version, for `other-version`. */
      readonly version?: string;
    };

/** Null when the declaration means the pinned version and nothing else. */
export function findProblem(declaration: Declaration, pin: Pin, facts: Facts): Problem | null {
  const { specifier } = declaration;
  if (specifier === null) return { kind: "not-text" };
  if (declaration.kind === "override" && specifier.text === "-") {
    // pnpm's removal of a dependency: below one package it can bring in no other version.
    return declaration.isScoped ? null : { kind: "removal" };
  }
  return judge(specifier, declaration, pin, facts, 0);
}

function judge(
  specifier: Specifier,
  declaration: Declaration,
  pin: Pin,
  facts: Facts,
  depth: number,
): Problem | null {
  switch (specifier.kind) {
    case "version":
    case "range":
    case "tag":
      return judgeVersion(specifier, pin);
    case "npm":
      return judgeAlias(specifier, pin, facts);
    case "workspace":
      return judgeWorkspace(specifier, pin, facts);
    case "catalog":
      // The entry is judged where it stands; one cause, one finding.
      return facts.catalogEntries(specifier.catalog, declaration.key).length === 0
        ? { kind: "unresolved", what: "catalog", name: specifier.catalog }
        : null;
    case "reference": {
      const referenced = facts.referenced(specifier.to);
      if (referenced.length === 0 || depth > 4) {
        return { kind: "unresolved", what: "reference", name: specifier.to };
      }
      for (const target of referenced) {
        if (target.specifier === null) return { kind: "not-text" };
        const problem = judge(target.specifier, target, pin, facts, depth + 1);
        if (problem !== null) return problem;
      }
      return null;
    }
    case "path":
      return { kind: "source", source: specifier.protocol === "path" ? "folder" : specifier.protocol };
    case "tarball":
    case "git":
    case "patch":
      return { kind: "source", source: specifier.kind };
    case "other":
      return { kind: "source", source: specifier.protocol };
  }
}

function judgeVersion(
  specifier: Extract<Specifier, { kind: "version" | "range" | "tag" }>,
  pin: Pin,
): Problem | null {
  const { text } = specifier;
  if (specifier.kind === "version" && specifier.version === pin.version) return null;
  const reason = specifier.kind === "version" ? pin.denied.get(specifier.version) : undefined;
  if (specifier.kind === "version" && reason !== undefined) {
    return { kind: "denied", version: specifier.version, reason };
  }
  const likeness = lookAlike(text, pin.version);
  if (likeness !== null) return { kind: "look-alike", likeness };
  if (specifier.kind === "version") return { kind: "other-version", version: specifier.version };
  return { kind: specifier.kind };
}

function judgeAlias(
  { package: name, specifier, text }: Extract<Specifier, { kind: "npm" }>,
  pin: Pin,
  facts: Facts,
): Problem | null {
  if (name !== null && name !== pin.package) return { kind: "other-package", package: name };
  if (specifier === null) return { kind: "no-version" };
  // Yarn 2 and later read `npm:1.2.3` as a version; to the others it is the name of a package.
  if (name === null && !facts.usesYarnBerry) {
    return { kind: "other-package", package: text.slice("npm:".length) };
  }
  return specifier.kind === "version" || specifier.kind === "range" || specifier.kind === "tag"
    ? judgeVersion(specifier, pin)
    : { kind: "tag" };
}

function judgeWorkspace(
  { package: name, reference }: Extract<Specifier, { kind: "workspace" }>,
  pin: Pin,
  facts: Facts,
): Problem | null {
  if (name !== null && name !== pin.package) return { kind: "other-package", package: name };
  if (!pin.allowWorkspace) return { kind: "workspace", problem: "not-allowed" };
  if (reference !== "*" && reference !== pin.version && reference !== `=${pin.version}`) {
    if (/[/\\]/.test(reference) || /^\.{1,2}$/.test(reference))
      return { kind: "workspace", problem: "by-path" };
    return { kind: "workspace", problem: "floating" };
  }
  const workspaces = facts.workspacesOf(pin);
  if (workspaces.length === 0) return { kind: "workspace", problem: "no-workspace" };
  const other = workspaces.find(({ version }) => version !== pin.version);
  return other === undefined
    ? null
    : { kind: "workspace", problem: "other-version", version: other.version ?? "none" };
}
