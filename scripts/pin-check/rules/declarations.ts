import type { Facts } from "../facts.ts";
import type { DeclarationArguments } from "../findings/finding.ts";
import type { Declaration } from "../manifests/declaration.ts";
import type { Pin } from "../policy/policy.ts";
import { findProblem, type Problem } from "../specifiers/exactness.ts";
import { placeOf } from "./places.ts";
import type { Found } from "./rule.ts";

export interface ProblematicDeclaration {
  readonly declaration: Declaration;
  readonly pin: Pin;
  readonly problem: Problem;
}

/** The dependencies and catalog entries that must ask for exactly the pin, and do not. */
export function* problematicDependencies(facts: Facts): Iterable<ProblematicDeclaration> {
  for (const pin of facts.policy.pins) {
    for (const declaration of facts.usesOf(pin)) {
      if (declaration.kind === "peer" || declaration.kind === "override") continue;
      if (declaration.kind === "catalog" && isForPeersOnly(declaration, facts)) continue;
      const problem = findProblem(declaration, pin, facts);
      if (problem !== null) yield { declaration, pin, problem };
    }
  }
}

/** What most of the rules about declarations report. */
export function* reportKinds(
  facts: Facts,
  kinds: readonly Problem["kind"][],
): Iterable<Found<"inexact-pin"> & { readonly args: DeclarationArguments }> {
  for (const { declaration, pin, problem } of problematicDependencies(facts)) {
    if (kinds.includes(problem.kind)) yield describeDeclaration(facts, declaration, pin, problem);
  }
}

export function describeDeclaration(facts: Facts, declaration: Declaration, pin: Pin, problem: Problem) {
  const { key, field, text } = declaration;
  return {
    place: placeOf(facts, declaration),
    actual: text,
    expected: expectedText(declaration, pin),
    args: { package: pin.package, key, field, problem },
  };
}

/** What should stand there: an alias stays one. */
export function expectedText({ key }: Pick<Declaration, "key">, pin: Pin): string {
  return key === pin.package ? pin.version : `npm:${pin.package}@${pin.version}`;
}

/** A catalog entry that only peer dependencies refer to is a peer range, wherever it stands. */
export function isForPeersOnly(entry: Declaration, facts: Facts): boolean {
  const users = facts.usersOfCatalogEntry(entry);
  return users.length > 0 && users.every(({ kind }) => kind === "peer");
}
