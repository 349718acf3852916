import type { ArtifactJudgement } from "../artifact/judgement.ts";
import type { Facts } from "../facts.ts";
import type { Place } from "../findings/finding.ts";
import { placeInPolicy, placeOf, placeOfInstance } from "./places.ts";

/** Where to tell of an artifact: at the dependency that brings it, else where it is locked, else at the pin. */
export function placeOfArtifact(facts: Facts, { package: name }: ArtifactJudgement): Place {
  const pin = facts.policy.pins.find((candidate) => candidate.package === name);
  if (pin === undefined) return placeInPolicy(facts, ["pins"]);
  const use = facts.usesOf(pin).find(({ kind }) => kind === "dependency");
  if (use !== undefined) return placeOf(facts, use);
  const [instance] = facts.instancesOf(pin);
  if (instance !== undefined) return placeOfInstance(instance);
  return placeInPolicy(facts, ["pins", pin.index]);
}
