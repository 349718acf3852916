import type { RuleArguments } from "../../findings/finding.js";
import type { Description } from "../messages.js";
import { count, quote, quoteAll } from "../prose.js";

const exportMismatch: Description<"export-mismatch"> = ({
  subpath,
  oracle,
  twin,
  missing,
  missingCount,
  promised,
  exported,
}) => {
  const source = oracle === "twin" ? quote(twin ?? "") : "its declarations";
  const further = missingCount - missing.length;
  const names = `${quoteAll(missing, 10)}${further > 0 ? ` and ${further} more` : ""}`;
  const isGone = missingCount === promised;
  return {
    message: isGone
      ? `This entry for ${quote(subpath)} exports none of what ${source} ${oracle === "twin" ? "exports" : "promise"}: ` +
        `${names} ${missingCount === 1 ? "is" : "are"} missing` +
        `${exported > 0 ? `, although it exports ${count(exported, "other name")}` : ""}.`
      : `This entry for ${quote(subpath)} lacks ${missingCount} of the ${count(promised, "value")} that ${source} ` +
        `${oracle === "twin" ? "exports" : "promise"}: ${names}.`,
    consequence:
      `Importing ${quote(missing[0] ?? "")} fails with a SyntaxError in an ES module and gives ` +
      `${quote("undefined")} from ${quote("require")}, ` +
      `${oracle === "twin" ? "although it works for other consumers" : "although it compiles"}.`,
    hint:
      oracle === "twin"
        ? "Build both module systems again from the same source, with the same bundler, and compare their sizes."
        : "Build again and compare this file with the last good release; " +
          "if the declarations are wrong, generate them from the source that is bundled.",
  };
};

const typesMissing: Description<"types-missing"> = (args) => ({
  message: missingTypes(args),
  consequence:
    "What comes from there is `any` for consumers who skip the check of libraries, and a compile error for the others.",
  hint:
    args.similar === undefined
      ? "Emit the declarations of every module that is part of the types, and check that `files` in package.json includes them."
      : `${quote(args.similar)} is shipped: correct the specifier, or the name of the file.`,
});

function missingTypes({
  specifier,
  resolved,
  leavesPackage,
  isUntyped,
}: RuleArguments["types-missing"]): string {
  if (leavesPackage)
    return `These declarations refer to ${quote(specifier)}, which lies outside the package.`;
  return isUntyped
    ? `These declarations refer to ${quote(specifier)}, but ${quote(resolved)} is shipped without declarations.`
    : `These declarations refer to ${quote(specifier)}, but nothing for ${quote(resolved)} is among the package's files.`;
}

type TypesMismatch = RuleArguments["types-mismatch"];

const typesMismatch: Description<"types-mismatch"> = ({ problem, specifier, package: name = "" }) => ({
  message: mismatchMessages[problem](specifier, name),
  consequence: mismatchConsequences[problem] ?? notFound,
  hint: mismatchHints[problem](name),
});

const notFound =
  "Where the file is not found, every type that comes from there is `any`, or compiling fails.";

const mismatchConsequences: Partial<Record<TypesMismatch["problem"], string>> = {
  "other-package": "The compiler promises what the code does not have, and does not know what it has.",
  "export-assignment":
    "Compiling fails with TS2309 for consumers who do not skip the check of libraries, and the others get only one of the two.",
};

const mismatchMessages: Record<TypesMismatch["problem"], (specifier: string, name: string) => string> = {
  "absolute-path": (specifier) =>
    `These declarations refer to ${quote(specifier)}, a path of the machine they were made on.`,
  "node-modules": (specifier) =>
    `These declarations refer to ${quote(specifier)}, a path into \`node_modules\` that no consumer has.`,
  "other-package": (_, name) =>
    `These declarations are nothing but those of ${quote(name)}, which the code of this package does not import.`,
  "development-package": (_, name) =>
    `These declarations use types of ${quote(name)}, which is only a development dependency.`,
  "unlisted-package": (_, name) =>
    `These declarations use types of ${quote(name)}, which package.json does not list.`,
  "export-assignment": (specifier) =>
    `These declarations have \`export =\` beside the export ${quote(specifier)}, which TypeScript refuses.`,
};

const generateAgain =
  "Give the value an explicit type from a package that is a dependency, and generate the declarations again.";

const mismatchHints: Record<TypesMismatch["problem"], (name: string) => string> = {
  "absolute-path": () => generateAgain,
  "node-modules": () => generateAgain,
  "other-package": () => "Generate the declarations from the source of this package.",
  "development-package": (name) =>
    `Move ${quote(name)} to \`dependencies\` or \`peerDependencies\`, or bundle its types.`,
  "unlisted-package": (name) =>
    `Add ${quote(name)} (or its \`@types\` package) to \`dependencies\` or \`peerDependencies\`, or bundle its types.`,
  "export-assignment": () =>
    "Where the code is one value, put the other exports into a namespace of its name; where it has names, remove `export =`.",
};

export const declarationDescriptions = {
  "export-mismatch": exportMismatch,
  "types-missing": typesMissing,
  "types-mismatch": typesMismatch,
};
