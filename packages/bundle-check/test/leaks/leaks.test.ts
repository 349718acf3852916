import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkPackage } from "../../src/check-package.js";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";
import { createGithubWriter } from "../../src/report/github.js";
import { createJsonWriter } from "../../src/report/json.js";
import { createSarifWriter } from "../../src/report/sarif.js";
import { plainStyle } from "../../src/report/style.js";
import { createTextWriter } from "../../src/report/text.js";
import type { ReportWriter } from "../../src/report/writer.js";

const token = ["ghp", "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17"].join("_");
const key = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();

const manifest = JSON.stringify({ name: "leaking", version: "1.0.0", type: "module", exports: "./index.js" });
const index = `const token = "${token}";\nexport const send = () => undeclaredName(token);\n`;

const writers: Record<string, () => ReportWriter> = {
  text: () => createTextWriter({ style: plainStyle, quiet: false }),
  json: () => createJsonWriter({ several: false }),
  github: () => createGithubWriter({ workspace: "/", isTracked: () => true, lineOfKey: () => 1 }),
  sarif: () => createSarifWriter({ version: "0.0.0", rules: [], workspace: "/" }),
};

describe("a report of a leaked secret", () => {
  it.each(Object.keys(writers))("does not repeat it: %s", async (format) => {
    const files = createPackageFiles([
      ["package.json", manifest],
      ["index.js", index],
      ["server.key", key],
    ]);
    const report = await checkPackage(files);
    const kinds = report.findings.filter(({ rule }) => rule === "leaked-secret").map(({ file }) => file);
    expect(kinds).toEqual(["index.js", "server.key"]);
    const writer = writers[format]?.();
    let output = "";
    for (const part of [
      writer?.target({ kind: "judged", report, readSource: (file) => files.text(file) }),
      writer?.end(),
    ]) {
      output += typeof part === "string" ? part : [...(part ?? [])].join("");
    }
    expect(output).toContain("leaked-secret");
    expect(output).not.toContain(token.slice(8));
    for (const line of key.split("\n").slice(1, -2)) expect(output).not.toContain(line.slice(8));
  });
});

describe("a search for secrets", () => {
  it.each([
    ["headers of keys", "-----BEGIN RSA PRIVATE KEY-----\n"],
    ["headers in one line", "-----BEGIN PRIVATE KEY-----MII"],
    ["marks of every kind", "sk-proj-AKIAAAAAAAAAAAAAAAAAglpat-xoxb-T3BlbkFJ"],
    ["folders in one line", '"/home/anna1/x",'],
    ["empty lines", "\n"],
    ["spaces", " "],
  ])("takes no longer for %s", async (_name, part) => {
    const text = part.repeat(Math.ceil(4_000_000 / part.length));
    const start = performance.now();
    await checkPackage(
      createPackageFiles([
        ["package.json", manifest],
        ["index.js", "export const a = 1;\n"],
        [".env", text],
        [".npmrc", text],
        ["data.map", text],
        ["other.js", `/*${text}*/`],
      ]),
    );
    expect(performance.now() - start).toBeLessThan(4_000);
  });
});
