import type { RuleArguments } from "../../findings/finding.js";
import type { Description } from "../messages.js";
import { count, quote } from "../prose.js";

const leakedSecret: Description<"leaked-secret"> = ({ kind, beginning, isDoubtful }) => ({
  message:
    `This file holds what looks like a secret: ${kind}, beginning with ${quote(beginning)}` +
    `${isDoubtful ? "; it may be an example, or protected by a passphrase" : ""}.`,
  consequence:
    "Everybody who installs the package can read and use it; programs search every publish for them.",
  hint: "Revoke it at its provider first, then remove the file or the value, and publish a new version.",
});

type LeakedFile = RuleArguments["leaked-file"];

const problems: Record<Exclude<LeakedFile["problem"], "home-path" | "map-without-sources">, string> = {
  environment: "This file sets environment variables for one machine or deployment.",
  "npm-credentials": "This file holds credentials for a package registry.",
  "key-file": "This file has the name of a private SSH key.",
  credentials: "This file keeps credentials of its author.",
};

const leakedFile: Description<"leaked-file"> = ({ problem, found = "", files }) => {
  const further = files > 1 ? `, and so do ${count(files - 1, "more file")}` : "";
  if (problem === "home-path") {
    return {
      message: `This file names the folder ${quote(found)} of a person or a build machine${further}.`,
      consequence:
        "Code that uses the path fails on every other machine; the name of its owner is published.",
      hint: "Build with relative paths (bundlers and compilers have an option for it), and check what reads the path.",
    };
  }
  if (problem === "map-without-sources") {
    return {
      message:
        `The sources of this source map (${quote(found)} first) are neither embedded nor shipped` +
        `${files > 1 ? `; the same goes for ${count(files - 1, "more map")}` : ""}.`,
      consequence:
        "Debuggers and stack traces point at files that nobody has; the map only makes the package larger.",
      hint: "Embed the sources (`sourcesContent`, `inlineSources`), ship them, or leave the maps out.",
    };
  }
  return {
    message: problems[problem],
    consequence: "Everybody who installs the package can read it.",
    hint: "Exclude it from `files` in package.json or in `.npmignore`, and change the credentials it holds.",
  };
};

export const leakDescriptions = {
  "leaked-secret": leakedSecret,
  "leaked-file": leakedFile,
};
