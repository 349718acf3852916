import { describe, expect, it } from "vitest";
import { mentionedCommands, mentionedPaths, mentionedScripts } from "./mentions.ts";

describe("mentioned paths", () => {
  it("are those in backticks and links", () => {
    const text =
      "See `scripts/release/gate.ts`, `docs/`, `.ci/run`, `bun.lock` and [how](./CONTRIBUTING.md#tests).";
    expect(mentionedPaths(text)).toEqual([
      ".ci/run",
      "CONTRIBUTING.md",
      "bun.lock",
      "scripts/release/gate.ts",
    ]);
  });

  it("are not commands, packages, patterns, addresses or code blocks", () => {
    const text =
      '`bun run gate` `@elizaos/core` `packages/*` `exports["."]` [site](https://example.com/a.md) `--format json`\n' +
      "```\nnot/a/path.ts\n```\n";
    expect(mentionedPaths(text)).toEqual([]);
  });
});

describe("mentioned scripts", () => {
  it("are found however Bun is called", () => {
    const text = "`npx -y bun@1.4.5 run gate`, bun run --silent test:count\n```sh\nbun run format\n```";
    expect(mentionedScripts(text)).toEqual(["format", "gate", "test:count"]);
  });
});

describe("mentioned commands", () => {
  it("keep their order and their version", () => {
    const text = "run npx -y bun@1.4.5 run verify\n`npx -y bun@1.4.4 run gate`";
    expect(mentionedCommands(text)).toEqual(["npx -y bun@1.4.5 run verify", "npx -y bun@1.4.4 run gate"]);
  });
});
