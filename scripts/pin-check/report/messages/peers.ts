import type { Description } from "../messages.ts";
import { code, list } from "../prose.ts";

export const peerDescriptions = {
  "peer-excludes-pin": ({ package: name, range, isOnlyForNpm }, { actual, expected }) => {
    const reads = range === null || range === actual ? "" : `, which reads ${code(range)},`;
    const problem = isOnlyForNpm
      ? "includes the pin for most package managers, but not for npm: npm takes a pre-release only from a range that names one of the same version"
      : range === null
        ? "is not a range that can include the pin"
        : "does not include the pin";
    return {
      message: `The peer dependency on ${code(name)}: ${code(actual)}${reads} ${problem}.`,
      hint: `Write ${expected}.`,
    };
  },
  "peer-admits-denied": ({ package: name, versions }, { actual }) => ({
    message: `The peer dependency on ${code(name)}: ${code(actual)} also lets in ${list(versions)}, which the policy denies.`,
    hint: "Let the range begin behind the denied versions.",
  }),
} satisfies { readonly [Rule in "peer-excludes-pin" | "peer-admits-denied"]: Description<Rule> };
