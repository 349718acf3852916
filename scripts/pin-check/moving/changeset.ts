import { child } from "../documents/document.ts";
import type { Facts } from "../facts.ts";
import type { Pin } from "../policy/policy.ts";
import type { FileChange } from "./plan.ts";

/** A changeset that tells of the move; null where the repository does not use changesets. */
export function planChangeset(
  facts: Facts,
  pin: Pin,
  version: string,
  hasChangesets: boolean,
): FileChange | null {
  if (!hasChangesets) return null;
  const released = releasedPackages(facts, pin);
  const head = released.map((name) => `${JSON.stringify(name)}: patch\n`).join("");
  const base = pin.package.slice(pin.package.indexOf("/") + 1);
  return {
    path: `.changeset/pin-${base}-${version.replaceAll(/[^0-9A-Za-z]+/g, "-")}.md`,
    content: `---\n${head}---\n\n\`${pin.package}\` is pinned to \`${version}\`; before, it was pinned to \`${pin.version}\`.\n`,
  };
}

/** The packages whose consumers notice: those that are published and ask for the pinned package. */
function releasedPackages(facts: Facts, pin: Pin): string[] {
  const files = new Set(
    facts
      .usesOf(pin)
      .filter(({ field }) => field !== "devDependencies")
      .map(({ file }) => file),
  );
  return facts.repository.manifests
    .filter(({ document, folder }) => {
      const isPrivate = child(document.root, "private");
      const isPublished = !(isPrivate?.kind === "scalar" && isPrivate.value === true);
      return folder !== "" && isPublished && files.has(document.path);
    })
    .flatMap(({ name }) => (name === null ? [] : [name]))
    .sort();
}
