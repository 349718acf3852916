import type { ProbeArguments } from "../../probes/arguments.js";
import type { Description } from "../messages.js";
import { plain, quote } from "../prose.js";

const consequences = {
  "not-installable": "npm refuses to install the package.",
  "load-throws": "Programs that load it end with this error.",
  timeout: "Programs that load it hang.",
  "process-ended": "Programs that load it end without a word, or crash.",
  "out-of-memory": "Programs that load it run out of memory.",
  "export-throws": "Whoever reads or imports the export gets this error.",
  "export-undefined": "Whoever uses the export gets a TypeError, far from its cause.",
  "not-bundled": "Applications that bundle the package do not build.",
} as const satisfies Record<ProbeArguments["probe-failed"]["problem"], string>;

const probeFailed: Description<"probe-failed"> = ({ probe, entry, problem, exportedName, error }) => {
  const subject =
    exportedName === undefined ? quote(entry) : `the export ${quote(exportedName)} of ${quote(entry)}`;
  return {
    message: `Probe ${quote(probe)} failed for ${subject}: ${sentence(error)}`,
    consequence: consequences[problem],
    hint:
      problem === "export-undefined"
        ? "Check that the build is complete; if the export has no value on purpose, accept it in `ignores` with the reason."
        : "Install the package into an empty project and try the same there.",
  };
};

const probeNotRun: Description<"probe-not-run"> = ({ probe, entry, obstacle, reason }) => ({
  message: `Probe ${quote(probe)} says nothing about ${quote(entry)}: ${sentence(reason)}`,
  consequence:
    obstacle === "unsuitable"
      ? "unknown here; where the package is made for, it may work."
      : "unknown: whether the package works in this way was not tried.",
  hint: hints[obstacle],
});

const hints = {
  "not-installed": "Remove the obstacle and run the probes again; without an installation there are none.",
  "tool-missing": "Install the tool, or leave this probe to a machine that has it.",
  unsuitable: "Test the package where it is made for.",
  "too-many": "Test the other entries in the package's own tests.",
} as const satisfies Record<ProbeArguments["probe-not-run"]["obstacle"], string>;

/** What somebody else said, as the end of a sentence of ours. */
function sentence(text: string): string {
  const shown = plain(text)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/undefined$/, "undefined");
  return /[.)]$/.test(shown) ? shown : `${shown}.`;
}

export const probeDescriptions = { "probe-failed": probeFailed, "probe-not-run": probeNotRun };
