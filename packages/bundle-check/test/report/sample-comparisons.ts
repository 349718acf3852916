import type { BaselineArguments } from "../../src/baseline/arguments.js";
import type { ProbeArguments } from "../../src/probes/arguments.js";

/** Arguments of every kind that the comparison with an earlier release reports. */
export const sampleLosses: {
  readonly [Rule in keyof BaselineArguments]: readonly BaselineArguments[Rule][];
} = {
  "lost-entry": [
    {
      baselineVersion: "1.0.0",
      entry: "./tools",
      kind: "subpath",
      ways: ["import in Node", "require in Node"],
      baselineFile: "dist/tools.js",
    },
    { baselineVersion: null, entry: ".", kind: "subpath", ways: ["types"], baselineFile: "dist/index.d.ts" },
    { baselineVersion: "1.0.0", entry: "tool", kind: "command", ways: [], baselineFile: "dist/cli.js" },
  ],
  "lost-file": [
    { baselineVersion: "3.7.0", path: "poll.js", loss: "not-shipped", publicBy: "root" },
    { baselineVersion: "3.7.0", path: "lib/poll.js", loss: "not-exported", publicBy: "readme" },
    { baselineVersion: "3.7.0", path: "dist/locale/de.js", loss: "not-shipped", publicBy: "pattern" },
    { baselineVersion: "3.7.0", path: "lib/deep/x.js", loss: "not-shipped", publicBy: "path" },
  ],
  "lost-export": [
    {
      baselineVersion: "2.0.0-alpha.3",
      name: "openrouterPlugin",
      entry: ".",
      ways: ["import in Node"],
      baselineFile: "dist/index.js",
    },
  ],
  "lost-code": [
    {
      baselineVersion: "1.0.0",
      entry: ".",
      baselineTokens: 4_321,
      tokens: 432,
      allowedLoss: 0.5,
      newDependencies: [],
    },
    {
      baselineVersion: "1.0.0",
      entry: "./x",
      baselineTokens: 4_321,
      tokens: 0,
      allowedLoss: 0.5,
      newDependencies: ["zod"],
    },
  ],
  "lost-dependency": [{ baselineVersion: "1.0.0", dependency: "zod" }],
  "lost-source": [
    { baselineVersion: "1.0.0", sources: ["../src/plugin.ts"], lost: 1, baselineSources: 10 },
    { baselineVersion: null, sources: ["../src/a.ts", "../src/b.ts"], lost: 12, baselineSources: 14 },
  ],
};

/** Arguments of every kind that probes report. */
export const sampleProbes: { readonly [Rule in keyof ProbeArguments]: readonly ProbeArguments[Rule][] } = {
  "probe-failed": [
    {
      probe: "import in Node",
      entry: ".",
      problem: "load-throws",
      error: "SyntaxError: Export 'plugin' is not defined in module",
    },
    {
      probe: "require in Bun",
      entry: "./tools",
      problem: "export-throws",
      exportedName: "plugin",
      error: "ReferenceError: import_plugin is not defined",
    },
    {
      probe: "import in Bun",
      entry: ".",
      problem: "export-undefined",
      exportedName: "plugin",
      error: "it has no value",
    },
    { probe: "import in Node", entry: ".", problem: "timeout", error: "it was not loaded after 30 seconds" },
    { probe: "bun build", entry: ".", problem: "not-bundled", error: "Could not resolve: ./gone.js" },
    { probe: "install", entry: ".", problem: "not-installable", error: "npm error code ETARGET" },
  ],
  "probe-not-run": [
    {
      probe: "import in Bun",
      entry: ".",
      obstacle: "tool-missing",
      reason: "Bun is not on PATH (see --bun)",
    },
    {
      probe: "import in Node",
      entry: ".",
      obstacle: "unsuitable",
      reason: "it needs a page: window is not defined",
    },
    { probe: "install", entry: ".", obstacle: "not-installed", reason: "npm is not on PATH" },
    { probe: "import in Node", entry: "*", obstacle: "too-many", reason: "3 further entries are not probed" },
  ],
};
