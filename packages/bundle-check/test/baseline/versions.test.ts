import { describe, expect, it } from "vitest";
import { earlierVersions } from "../../src/baseline/earlier-versions.js";
import { isBreakingChange } from "../../src/baseline/is-breaking-change.js";

describe("earlier versions", () => {
  const published = [
    "1.2.6",
    "1.5.15",
    "1.5.17",
    "1.6.0-beta.1",
    "2.0.0-alpha.3",
    "2.0.0-alpha.12",
    "2.0.0-alpha.13",
    "2.0.0",
    "2.1.0-rc.1",
    "not a version",
  ];

  it.each([
    // A release is compared with releases.
    ["1.5.17", ["1.5.15", "1.2.6"]],
    ["2.0.1", ["2.0.0", "1.5.17", "1.5.15", "1.2.6"]],
    // A prerelease with those of its own version first: twelve comes after three.
    ["2.0.0-alpha.13", ["2.0.0-alpha.12", "2.0.0-alpha.3", "1.5.17", "1.5.15", "1.2.6"]],
    ["2.1.0-rc.2", ["2.1.0-rc.1", "2.0.0", "1.5.17", "1.5.15", "1.2.6"]],
    // Not yet published, not yet raised, never published, no version at all.
    ["1.5.16", ["1.5.15", "1.2.6"]],
    ["1.2.6", []],
    ["0.1.0", []],
    ["next", []],
  ])("of %s", (version, expected) => {
    expect(earlierVersions(published, version)).toEqual(expected);
  });
});

describe("a step between versions", () => {
  it.each([
    ["1.0.0", "2.0.0", true],
    ["1.5.17", "2.0.0-alpha.1", true],
    ["0.4.1", "0.5.0", true],
    ["0.0.3", "0.0.4", true],
    ["1.0.0", "1.9.0", false],
    ["0.4.1", "0.4.9", false],
    ["2.0.0-alpha.3", "2.0.0-alpha.12", false],
    ["2.0.0-rc.1", "2.0.0", false],
    // The version was not raised yet, or lowered: that announces nothing.
    ["1.0.0", "1.0.0", false],
    ["2.0.0", "1.9.0", false],
    [null, "1.0.0", false],
    ["1.0.0", "latest", false],
  ])("%s to %s breaks: %s", (before, now, expected) => {
    expect(isBreakingChange(before, now)).toBe(expected);
  });
});
