import { describe, expect, it } from "vitest";
import { repositoryFiles, textFiles } from "./tracked-files.ts";

const paths = repositoryFiles();
// Data has the length of what it is about; what a program wrote is nobody's to shorten.
const written = /\.(?:[cm]?[jt]s|md|ya?ml|css|html)$|^\.ci\//;
const generated = /(?:^|\/)CHANGELOG\.md$|\/fixtures\/|\/(?:__snapshots__|snapshots)\//;
const files = textFiles(paths.filter((path) => !generated.test(path)));

interface Ban {
  readonly what: string;
  readonly pattern: RegExp;
  readonly only?: RegExp;
}

/** Each with the reason why nobody should have to see it in a review again. */
const bans: readonly Ban[] = [
  { what: "an absolute path of somebody's machine", pattern: /(?<![\w./-])\/(?:root|work|Users\/\w+)\// },
  {
    what: "a cast through unknown, which silences the type checker",
    pattern: /\bas unknown as\b/,
    // What is published, and what guards it. Measurements join libraries whose types do not know each other.
    only: /^(?:packages|scripts)\/.*\.[cm]?ts$/,
  },
  { what: "an error silenced without fixing it", pattern: /@ts-(?:ignore|nocheck)\b/, only: /\.[cm]?ts$/ },
  {
    what: "a test that keeps the others from running",
    pattern: /\b(?:describe|it|test)\.only\(/,
    only: /\.test\.ts$/,
  },
  { what: "an unresolved merge conflict", pattern: /^(?:<{7}|>{7}) /m },
];

describe("the files of the repository", () => {
  it("have at most 350 lines each, so that one file stays one concern", () => {
    const long = files
      .filter(({ path }) => written.test(path))
      .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
      .filter(({ lines }) => lines > 350);
    expect(long).toEqual([]);
  });

  // This file and its bans are the one place where the patterns have to stand.
  it.each(bans)("do not contain $what", ({ pattern, only = /./ }) => {
    const found = files
      .filter(({ path }) => only.test(path) && path !== "scripts/repository/files.test.ts")
      .flatMap(({ path, text }) =>
        text
          .split("\n")
          .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
      );
    expect(found).toEqual([]);
  });

  it("are not drawers for everything", () => {
    const drawers = paths.filter((path) =>
      /(?:^|\/)(?:utils?|helpers?|types|misc|common)(?:\.[cm]?[jt]s$|\/)/.test(path),
    );
    expect(drawers).toEqual([]);
  });
});
