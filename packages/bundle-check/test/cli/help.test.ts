import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createHelp, createOptionsTable } from "../../src/cli/help.js";
import { examples, exitCodes, options } from "../../src/cli/options.js";
import { parseArguments } from "../../src/cli/parse-arguments.js";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

describe("--help", () => {
  it("names every option, example and exit code", () => {
    const help = createHelp();
    for (const name of Object.keys(options)) expect(help).toContain(`--${name}`);
    for (const { command } of examples) expect(help).toContain(command);
    for (const { code, meaning } of exitCodes) expect(help).toContain(`${code}  ${meaning}`);
  });

  it("fits a terminal of 120 columns", () => {
    for (const line of createHelp().split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });

  it.each(examples)("its example is valid: $command", ({ command }) => {
    expect(() => parseArguments(command.split(" ").slice(1))).not.toThrow();
  });
});

describe("the README", () => {
  it("has the table of options", () => {
    expect(readme).toContain(createOptionsTable());
  });

  it("has every example and exit code", () => {
    for (const { command } of examples) expect(readme).toContain(command);
    for (const { code, meaning } of exitCodes) expect(readme).toContain(`| ${code} | ${meaning} |`);
  });
});
