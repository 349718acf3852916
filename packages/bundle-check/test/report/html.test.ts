import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/findings/finding.js";
import { createHtmlWriter } from "../../src/report/html.js";
import type { Report, ReportedFinding } from "../../src/report/report.js";
import type { Outcome } from "../../src/report/writer.js";
import { failedOutcome, nodeReach, outcomeOf, reportOf, sampleFindings } from "./sample-findings.js";

const contents = {
  "package.json": '{\n  "name": "sample",\n  "exports": { ".": "./dist/index.js" }\n}\n',
  "dist/index.js": "export {\n  plugin,\n  plugin2 as default\n};\n",
};

function undeclared(name: string, line: number): Finding {
  return {
    rule: "undeclared-export",
    severity: "error",
    place: { file: "dist/index.js", line, column: 3, endLine: line, endColumn: 3 + name.length },
    args: { exportedName: name, localName: name },
    reach: [nodeReach],
  };
}

function print(outcomes: readonly Outcome[], quiet = false): string {
  const writer = createHtmlWriter({ version: "1.2.3", quiet });
  return outcomes.map((outcome) => writer.target(outcome)).join("") + writer.end();
}

/** The style sheet is looked at in a browser. */
function withoutStyle(page: string): string {
  return page.replace(/sha256-[^&]+/, "sha256-…").replace(/(<style>).*(<\/style>)/s, "$1…$2");
}

/** The elements of a page with their attributes' names, and its text; and what HTML calls an error in it. */
function read(page: string) {
  const errors: string[] = [];
  const elements: string[] = [];
  let text = "";
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if (node.nodeName === "#text" && "value" in node) text += node.value;
    if ("attrs" in node) elements.push([node.tagName, ...node.attrs.map(({ name }) => name)].join(" "));
    if ("childNodes" in node) for (const child of node.childNodes) visit(child);
  };
  // Code points that are no characters are shown as such.
  const isHarmless = (code: string) => code === "noncharacter-in-input-stream";
  visit(parse(page, { onParseError: ({ code }) => isHarmless(code) || errors.push(code) }));
  return { errors, elements, text };
}

/** Every part of a report that a package, a user or a tool can fill with a text of its own. */
function reportFullOf(text: string): Outcome {
  const finding: ReportedFinding = {
    ...reportOf([undeclared("plugin", 2)], contents).findings[0],
    rule: "undeclared-export",
    severity: "error",
    file: text,
    line: 1,
    column: 1,
    message: text,
    consequence: `${text}!`,
    hint: `${text}?`,
    reach: [{ field: text, keyPath: [text], chain: [text, text] }],
    args: { exportedName: text, localName: text },
  };
  const report: Report = {
    ...reportOf([], contents),
    target: {
      spec: text,
      kind: "tarball",
      name: text,
      version: text,
      integrity: text,
      tarballSize: 1,
      files: 1,
      unpackedSize: 1,
      directory: null,
    },
    baseline: {
      spec: text,
      name: text,
      version: text,
      integrity: text,
      skipped: [{ version: text, errors: 1 }],
    },
    probes: (["passed", "failed", "not-run"] as const).map((outcome) => ({
      probe: "import in Node",
      entry: text,
      outcome,
      milliseconds: 5,
      reason: text,
    })),
    findings: [finding],
    ignored: [{ ...finding, reason: text }],
    disregardedConfiguration: [text],
    summary: { errors: 1, warnings: 0, infos: 0 },
  };
  return { kind: "judged", report, readSource: () => `x${text.replaceAll(/[\r\n\u2028\u2029]/g, "")}` };
}

const hostile = [
  "</style><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "<!--",
  "]]>&lt;&#60;",
  "`</code>`<b>`",
  "</pre></div></main>",
  "{{constructor}}",
  "a\u202eb\u0000c\u2028d\ud800",
  "javascript:alert(1)",
];

describe("the HTML report", () => {
  it("shows what the text report shows: places, frames, ways, consequences, next steps", async () => {
    const findings = [undeclared("plugin", 2), undeclared("plugin2", 3)];
    const page = print([outcomeOf(reportOf(findings, contents), contents)]);
    await expect(withoutStyle(page)).toMatchFileSnapshot("snapshots/report.html");
    expect(read(page).errors).toEqual([]);
  });

  it("shows all else that a report has: baseline, probes, what was ignored and what was disregarded", async () => {
    const page = print([reportFullOf("given")]);
    expect(read(page).errors).toEqual([]);
    await expect(withoutStyle(page)).toMatchFileSnapshot("snapshots/full-report.html");
  });

  it("shows errors alone when it shall be quiet", () => {
    const warning: Finding = { ...undeclared("only_warned", 3), severity: "warning" };
    const outcome = outcomeOf(
      reportOf([undeclared("plugin", 2), warning], contents, undefined, {
        ignored: [{ finding: undeclared("accepted", 1), reason: "known" }],
      }),
      contents,
    );
    expect(print([outcome])).toContain("only_warned");
    expect(print([outcome])).toContain("known");
    const quiet = print([outcome], true);
    expect(quiet).toContain("plugin");
    expect(quiet).not.toContain("only_warned");
    expect(quiet).not.toContain("known");
    expect(quiet).toContain("1 error, 1 warning, 1 ignored");
  });

  it("begins with a list of all targets, and leads to each", () => {
    const judged = outcomeOf(reportOf([undeclared("plugin", 2)], contents), contents);
    const page = print([judged, failedOutcome, outcomeOf(reportOf([]))]);
    expect(read(page).errors).toEqual([]);
    expect(page).toContain("<title>2 packages judged, 1 with errors, 1 not judged – bundle-check</title>");
    for (const number of [1, 2, 3]) {
      expect(page).toContain(`href="#target-${number}"`);
      expect(page).toContain(`<section id="target-${number}"`);
    }
    expect(read(page).text).toContain("There is no file gone.tgz.");
  });

  it("says in the words of the messages what any rule finds", () => {
    const report = reportOf(sampleFindings(), contents);
    const page = read(print([outcomeOf(report, contents)]));
    expect(page.errors).toEqual([]);
    for (const { message } of report.findings) {
      expect(page.text).toContain(message.replaceAll("`", ""));
    }
  });

  it("takes a message that is not of the rules for what it is", () => {
    const failure = {
      ...failedOutcome.failure,
      error: { kind: "unreadable-target", message: "a`<b> c" },
    } as const;
    const { text, elements } = read(print([{ kind: "failed", failure }]));
    expect(text).toContain("a`<b> c");
    expect(elements).not.toContain("b");
  });

  it("has nothing that runs, loads or leads elsewhere", () => {
    const { elements, text } = read(print([reportFullOf("x"), failedOutcome]));
    const names = new Set(elements.map((element) => element.split(" ")[0]));
    for (const name of ["script", "link", "img", "iframe", "object", "embed", "form", "base", "svg"])
      expect(names).not.toContain(name);
    expect(elements.filter((element) => / (on\w+|src|srcset|style|action)\b/.test(element))).toEqual([]);
    expect(text).not.toMatch(/url\(|@import/);
  });

  const shape = read(print([reportFullOf("x"), reportFullOf("x")])).elements;

  it.each(hostile)("takes %j for text, wherever it stands", (text) => {
    const page = print([reportFullOf(text), reportFullOf(text)]);
    const { elements, errors } = read(page);
    expect(errors).toEqual([]);
    // Names in backticks are elements of their own.
    const withoutNames = (all: readonly string[]) => all.filter((element) => element !== "code");
    expect(withoutNames(elements)).toEqual(withoutNames(shape));
    expect(page).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
  });

  it("takes any text for text", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom(...hostile, "<", ">", "&", '"', "'", "`", "\\", "\n", "--", "/>", "<a ", "<!DOCTYPE"),
    );
    const texts = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(texts, (text) => {
        const { elements, errors } = read(print([reportFullOf(text), reportFullOf(text)]));
        expect(errors).toEqual([]);
        const withoutNames = (all: readonly string[]) => all.filter((element) => element !== "code");
        expect(withoutNames(elements)).toEqual(withoutNames(shape));
      }),
      { numRuns: 300 },
    );
  });

  it("is the same for the same outcomes, and grows with what was found", () => {
    const findings = Array.from({ length: 5_000 }, (_, index) => undeclared(`name${index}`, index + 1));
    const outcome = outcomeOf(reportOf(findings, contents), contents);
    const page = print([outcome]);
    expect(print([outcome])).toBe(page);
    for (let index = 0; index < findings.length; index += 500) expect(page).toContain(`name${index}</code>`);
    expect(page.length).toBeLessThan(5_000 * 1_000);
  });
});
