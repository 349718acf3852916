import type { RuleArguments } from "../../src/findings/finding.js";

/** Imports of shipped files that Node or webpack refuses, one for each reason. */
export const refusedRequests: readonly RuleArguments["missing-module"][] = [
  {
    specifier: "./http",
    resolved: "dist/http",
    similar: "dist/http/index.js",
    refusedBy: "node",
    lacks: "file",
    accepted: "./http/index.js",
    more: 1,
  },
  {
    specifier: "./chunk",
    resolved: "dist/chunk",
    similar: "dist/chunk.js",
    refusedBy: "webpack",
    lacks: "extension",
    accepted: "./chunk.js",
    more: 0,
  },
  {
    specifier: "./data.json",
    resolved: "dist/data.json",
    similar: "dist/data.json",
    refusedBy: "node",
    lacks: "json-attribute",
    accepted: "./data.json",
    more: 0,
  },
];
