import type { BaselineArguments } from "../../baseline/arguments.js";
import type { Description } from "../messages.js";
import { count, formatNumber, quote, quoteAll } from "../prose.js";

const acceptOnPurpose =
  "If it was removed on purpose, accept it in `ignores` of the configuration with the reason, or raise the major version.";

const buildAgain = `Check that the build is complete and that nothing keeps the file out of the package. ${acceptOnPurpose}`;

function nameOfBaseline({ baselineVersion }: { readonly baselineVersion: string | null }): string {
  return baselineVersion === null ? "the baseline" : `version ${quote(baselineVersion)}`;
}

/** "for import in Node and require in Node", when not every way is lost. */
function describeWays(ways: readonly string[]): string {
  return ways.length === 0 ? "" : ` (${ways.join(", ")})`;
}

const lostEntry: Description<"lost-entry"> = (args) => {
  const { entry, kind, ways, baselineFile } = args;
  const isTypes = ways.every((way) => way === "types") && kind === "subpath";
  if (kind === "command") {
    return {
      message: `The command ${quote(entry)} is gone; in ${nameOfBaseline(args)} it ran ${quote(baselineFile)}.`,
      consequence: `After the update there is no command ${quote(entry)}; scripts that call it fail.`,
      hint: buildAgain,
    };
  }
  return {
    message: isTypes
      ? `${quote(entry)} has no declarations any more; in ${nameOfBaseline(args)} they were in ${quote(baselineFile)}.`
      : `${quote(entry)} cannot be loaded any more${describeWays(ways)}; in ${nameOfBaseline(args)} it led to ${quote(baselineFile)}.`,
    consequence: isTypes
      ? "TypeScript finds no declarations for this path, so imports of it are untyped or do not compile."
      : "Programs that import it fail to start after the update.",
    hint: buildAgain,
  };
};

const publicity = {
  root: "it lies at the root of a package without `exports`",
  readme: "the README of the package tells to import it",
  pattern: "a pattern of `exports` opens it",
  path: "nothing keeps consumers from importing it by its path",
} as const satisfies Record<BaselineArguments["lost-file"]["publicBy"], string>;

const lostFile: Description<"lost-file"> = (args) => ({
  message:
    `${quote(args.path)} ${args.loss === "not-shipped" ? "is not in the package any more" : "cannot be imported any more"}, ` +
    `and in ${nameOfBaseline(args)} consumers could import it: ${publicity[args.publicBy]}.`,
  consequence: "Programs that import the file by its path fail with `Cannot find module` after the update.",
  hint:
    args.loss === "not-shipped"
      ? "Look for what keeps it out of the package: `files` in package.json, .npmignore, .gitignore, a build that stopped early. " +
        acceptOnPurpose
      : `Open it in ${quote("exports")} again. ${acceptOnPurpose}`,
});

const lostExport: Description<"lost-export"> = (args) => ({
  message: `${quote(args.entry)} does not export ${quote(args.name)} any more${describeWays(args.ways)}; in ${nameOfBaseline(args)} ${quote(args.baselineFile)} did.`,
  consequence:
    `Importing ${quote(args.name)} fails with a SyntaxError in an ES module; ` +
    `read from ${quote("require")} or a namespace it throws or is ${quote("undefined")}.`,
  hint: `Check that the bundler has not dropped the module that declares it. ${acceptOnPurpose}`,
});

const lostCode: Description<"lost-code"> = (args) => {
  const { entry, baselineTokens, tokens, allowedLoss, newDependencies } = args;
  const left = Math.round((tokens / baselineTokens) * 100);
  const moved =
    newDependencies.length === 0
      ? ""
      : ` It asks for ${quoteAll(newDependencies)} now, where the code may have moved.`;
  return {
    message:
      `${quote(entry)} has ${left} % of the code it had in ${nameOfBaseline(args)} ` +
      `(${formatNumber(tokens)} of ${count(baselineTokens, "token")}); ` +
      `at least ${Math.round((1 - allowedLoss) * 100)} % are expected.${moved}`,
    consequence: "What the missing code did is gone or fails for everybody who updates.",
    hint:
      `Compare the build with that of the last good release. If the entry became smaller on purpose, ` +
      `accept it in ${quote("ignores")} with the reason, or raise ${quote("maximumCodeLoss")} in the configuration.`,
  };
};

const lostDependency: Description<"lost-dependency"> = (args) => ({
  message: `The dependency ${quote(args.dependency)} is declared, but nothing that consumers reach asks for it any more; in ${nameOfBaseline(args)} something did.`,
  consequence:
    "The code that used it may be missing; if it is not, everybody installs a package that nothing needs.",
  hint: "Check that the build is complete; if the code is gone on purpose, remove the dependency from package.json.",
});

const lostSource: Description<"lost-source"> = (args) => ({
  message:
    `The source maps name ${count(args.lost, "module")} fewer than in ${nameOfBaseline(args)}, where this entry was built from ` +
    `${formatNumber(args.baselineSources)}: ${quoteAll(args.sources)}.`,
  consequence: "If the modules were dropped by the bundler, what they did is missing.",
  hint: "Check that the build is complete; if the modules were removed on purpose, there is nothing to do.",
});

export const baselineDescriptions = {
  "lost-entry": lostEntry,
  "lost-file": lostFile,
  "lost-export": lostExport,
  "lost-code": lostCode,
  "lost-dependency": lostDependency,
  "lost-source": lostSource,
};
