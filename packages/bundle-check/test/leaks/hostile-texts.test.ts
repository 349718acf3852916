import { describe, expect, it } from "vitest";
import { checkPackage } from "../../src/check-package.js";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";

const manifest = JSON.stringify({ name: "hostile", version: "1.0.0", type: "module", exports: "./index.js" });
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const header = "-----BEGIN PRIVATE KEY-----";
const footer = "-----END PRIVATE KEY-----";

/** Texts on which a search that goes back would take minutes and more. */
const texts: Record<string, readonly [path: string, text: string]> = {
  "one line of encoded data": ["data.js", `export const a = "${alphabet.repeat(120_000)}";`],
  "the beginnings of tokens, side by side": ["data.txt", "npm_ghp_sk-ant-AKIA".repeat(200_000)],
  "characters of a token without end": ["data.txt", `sk-${"a-".repeat(2_000_000)}T3BlbkFJ`],
  "homes of people, side by side": ["data.js", `export const a = "${"/home/".repeat(600_000)}";`],
  "marks of keys without a key": ["data.txt", `${header}\n`.repeat(100_000)],
  "keys of backslashes": ["data.txt", `${header}${"\\".repeat(19_000)}${footer}\n`.repeat(150)],
  "keys of white space": ["data.txt", `${header}=abcd${" \n".repeat(9_000)}x${footer}\n`.repeat(150)],
  "a value behind a million spaces": [".env", `A=${" ".repeat(1_000_000)}\n`],
  "a line of words that assigns nothing": [".env", `${"A".repeat(4_000_000)}\n${" ".repeat(4_000_000)}`],
  "credentials behind a million spaces": [".npmrc", `_auth${" ".repeat(1_000_000)}\n`.repeat(3)],
};

describe("the search for secrets takes time that grows with the text alone", () => {
  it.each(Object.entries(texts))("%s", async (_title, [path, text]) => {
    const files = createPackageFiles([
      ["package.json", manifest],
      ["index.js", "export const a = 1;"],
      [path, text],
    ]);
    const before = process.cpuUsage();
    const { findings } = await checkPackage(files);
    const { user, system } = process.cpuUsage(before);
    expect(findings.filter(({ rule }) => rule === "leaked-secret")).toEqual([]);
    expect((user + system) / 1e6).toBeLessThan(8);
  });
});
