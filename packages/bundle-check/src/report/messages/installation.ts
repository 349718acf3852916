import type { RuleArguments } from "../../findings/finding.js";
import type { Description } from "../messages.js";
import { count, loadMoment, quote } from "../prose.js";

const unlistedDependency: Description<"unlisted-dependency"> = (
  { dependency, specifier, isDevDependency, more },
  { reach },
) => ({
  message:
    `${quote(specifier)} is imported${more === 0 ? "" : ` here and in ${count(more, "more file")}`}, but ` +
    `${quote(dependency)} is ${isDevDependency ? "only a development dependency" : "not among the dependencies"}.`,
  consequence:
    `"Cannot find package" ${loadMoment(reach)}, unless another package happens to install ${quote(dependency)} ` +
    "where this one finds it.",
  hint:
    `Add ${quote(dependency)} to ${quote("dependencies")}, or to ${quote("peerDependencies")} when consumers bring it; ` +
    "or let the bundler include it.",
});

const localProtocol: Description<"local-protocol"> = ({ field, dependency, specifier, protocol }) => ({
  message: `${quote(field)} asks for ${quote(dependency)} as ${quote(specifier)}, which only the author's own repository can resolve.`,
  consequence:
    field === "devDependencies"
      ? "nothing: consumers do not install development dependencies."
      : protocol === "file" || protocol === "path"
        ? "The installation fails, or installs nothing, because the path leads nowhere on the consumer's machine."
        : `The installation fails: npm says EUNSUPPORTEDPROTOCOL for ${quote(`${protocol}:`)}.`,
  hint:
    protocol === "workspace" || protocol === "catalog"
      ? "Publish with the package manager that replaces it by a version (pnpm, Yarn, Bun; npm does not), or write the version range."
      : `Write the version range of the published ${quote(dependency)}.`,
});

const shebangProblems = {
  missing: {
    message: "This command does not begin with `#!`.",
    consequence: "The shell takes the JavaScript for a shell script and fails on its first lines.",
    hint: "Make `#!/usr/bin/env node` the first line; most bundlers need an option or a plugin to keep it.",
  },
  "carriage-return": {
    message: "The first line of this command ends in a carriage return, as Windows writes lines.",
    consequence: "The system looks for a program `node\\r`: no such file or directory.",
    hint: "Write the file with LF line ends before packing, and set `*.js text eol=lf` in .gitattributes.",
  },
  "byte-order-mark": {
    message: "This command begins with a byte order mark, so the system does not see the `#!` behind it.",
    consequence: "The shell takes the JavaScript for a shell script and fails on its first lines.",
    hint: "Write the file as UTF-8 without byte order mark.",
  },
  arguments: {
    message: "The first line of this command gives `env` more than the name of a program.",
    consequence:
      "On Linux `env` looks for one program with all of that as its name, and the command cannot start.",
    hint: "Write `#!/usr/bin/env -S node …`, or set the options in the code.",
  },
} as const satisfies Record<RuleArguments["bin-shebang"]["problem"], object>;

const binShebang: Description<"bin-shebang"> = ({ problem }) => shebangProblems[problem];

const missingScriptTarget: Description<"missing-script-target"> = (args) =>
  args.isForOneManager ? refusedManagers(args) : args.isCommand ? missingCommand(args) : missingFile(args);

const refusedManagers = ({ script, target }: RuleArguments["missing-script-target"]) => ({
  message: `The script ${quote(script)} runs ${quote(target)}, which refuses every package manager but one.`,
  consequence: "Whoever depends on the package and uses another one cannot install it.",
  hint: `Take the script out of the published manifest; ${quote("packageManager")} and ${quote("devEngines")} say the same of the author's repository alone.`,
});

const missingCommand = ({ script, target }: RuleArguments["missing-script-target"]) => ({
  message: `The script ${quote(script)} runs ${quote(target)}, which only the author's machine has.`,
  consequence: "Every installation of the package stops there, because the command is not found.",
  hint: `Call the script ${quote("prepare")}, which only the author's own installations run, or add what it needs to ${quote("dependencies")}.`,
});

const missingFile = ({ script, target, similar }: RuleArguments["missing-script-target"]) => ({
  message: `The script ${quote(script)} runs ${quote(target)}, which is not among the package's files.`,
  consequence: `Every installation of the package runs into "Cannot find module"; unless the script swallows it, the installation fails.`,
  hint:
    similar === undefined
      ? `Add the file to ${quote("files")} in package.json, or take the script out of the published manifest.`
      : `${quote(similar)} is shipped: correct the path in the script.`,
});

export const installationDescriptions = {
  "unlisted-dependency": unlistedDependency,
  "local-protocol": localProtocol,
  "bin-shebang": binShebang,
  "missing-script-target": missingScriptTarget,
};
