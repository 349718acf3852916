import type { ProbeArguments } from "./arguments.js";

/** The names by which an ignore entry singles out what a probe found. */
export const probeSubjects: {
  readonly [Rule in keyof ProbeArguments]: (args: ProbeArguments[Rule]) => readonly string[];
} = {
  "probe-failed": ({ probe, entry, exportedName }) =>
    exportedName === undefined ? [entry, probe] : [exportedName, entry, probe],
  "probe-not-run": ({ probe, entry }) => [entry, probe],
};
