import { describe, expect, it } from "vitest";
import { UnreadableFileError } from "../documents/document.ts";
import { createMatcher } from "./workspace-patterns.ts";

const matcher = (glob: string) =>
  createMatcher({
    file: "package.json",
    globs: [glob],
    exclusions: "in order",
    manifestNames: ["package.json"],
  });
const long = "a".repeat(250);

describe("a workspace pattern", () => {
  it.each([
    ["packages/*", "packages/a"],
    ["packages/*-plugin-*", "packages/a-plugin-b"],
    ["packages/*/*/*/*", "packages/a/b/c/d"],
    ["**/packages/**", "a/packages/b/c"],
    ["{apps/web,libs/*}", "libs/a"],
    ["packages/{a,b}/{x,y}", "packages/b/x"],
    ["packages/@(a|b)", "packages/a"],
    ["packages/{plugin-*,client-*,adapter-*}", "packages/client-a"],
    ["packages/@(plugin-*|client-*|adapter-*)", "packages/client-a"],
    ["{packages,plugins}/{plugin-*,client-*,adapter-*}/*", "plugins/client-a/b"],
    ["packages/+(a|b)", "packages/abab"],
    ["packages/c++", "packages/c++"],
    [`packages/*${long}`, `packages/b${long}`],
  ])("%s takes %s in", (glob, folder) => {
    expect(matcher(glob).isWorkspace(folder)).toBe(true);
  });

  it.each([
    `packages/${"*a".repeat(20)}b`,
    "packages/+(a|aa)b",
    "packages/*(a|aa)b",
    "packages/+(+(a))b",
    "packages/+(*)b",
    "packages/(a|aa)+b",
    `packages/${"{a,aa}".repeat(30)}b`,
    `packages/{${"*a".repeat(20)}b,c}`,
    `packages/{x,${"{a,aa}".repeat(30)}b}`,
    `packages/${"?(a)".repeat(30)}${"a".repeat(30)}b`,
    `${"*a*a/".repeat(6)}b`,
    `${"**/".repeat(8)}b`,
    `!packages/${"*a".repeat(20)}b`,
  ])("%s is refused, for it would be tried in too many ways", (glob) => {
    expect(() => matcher(glob).isWorkspace(`packages/${long}`)).toThrow(UnreadableFileError);
  });
});
