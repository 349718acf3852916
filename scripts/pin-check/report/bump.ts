import { createTwoFilesPatch } from "diff";
import type { WrittenFile } from "../moving/commit.ts";
import type { Verification } from "../moving/verification.ts";
import { renderJson } from "./json.ts";
import { neutralise } from "./neutralise.ts";
import type { Report } from "./report.ts";
import type { Style } from "./style.ts";
import { renderText } from "./text.ts";
import { renderVerification } from "./verification.ts";

/** How a move of the pin ended. Only `written` has changed anything. */
export interface BumpResult {
  readonly verification: Verification;
  readonly outcome:
    | { readonly kind: "not-verified" }
    | { readonly kind: "refused"; readonly reason: string }
    /** What the check says of the repository as it would be. */
    | { readonly kind: "not-held"; readonly report: Report }
    | { readonly kind: "unchanged" }
    | { readonly kind: "planned" | "written"; readonly files: readonly WrittenFile[] };
}

export function renderBump({ verification, outcome }: BumpResult, style: Style): string {
  const { package: name, version, currentPin } = verification;
  const checklist = renderVerification(verification, style);
  switch (outcome.kind) {
    case "not-verified":
      return `${checklist}${style.error("✖ Nothing was written.")}\n`;
    case "refused":
      return `${checklist}${style.error("✖ Nothing was written.")} ${neutralise(outcome.reason)}\n`;
    case "not-held":
      return `${checklist}\n${renderText(outcome.report, style)}${style.error("✖ Nothing was written: the pin would not hold.")}\n`;
    case "unchanged":
      return `${checklist}\n${style.success(neutralise(`✔ The pin is at ${version} already.`))}\n`;
    case "planned": {
      const diffs = outcome.files.map((file) => `${diffOf(file).split("\n").map(neutralise).join("\n")}\n`);
      return `${checklist}\n${diffs.join("\n")}${style.info("Nothing was written (--dry-run).")}\n`;
    }
    case "written": {
      const files = outcome.files.map(({ path }) => `  ${neutralise(path)}\n`).join("");
      const summary = `✔ ${name} is pinned to ${version}; before, to ${currentPin}.`;
      return `${checklist}\n${style.success(neutralise(summary))}\n${files}`;
    }
  }
}

export function renderBumpJson({ verification, outcome }: BumpResult): string {
  const files = "files" in outcome ? outcome.files : [];
  return renderJson({
    tool: "pin-check",
    schemaVersion: 1,
    command: "bump",
    outcome: outcome.kind,
    ...("reason" in outcome ? { reason: outcome.reason } : {}),
    ...("report" in outcome ? { report: outcome.report } : {}),
    files: files.map((file) => ({ path: file.path, diff: diffOf(file) })),
    verification,
  });
}

function diffOf({ path, before, after }: WrittenFile): string {
  const patch = createTwoFilesPatch(
    before === null ? "/dev/null" : `a/${path}`,
    `b/${path}`,
    before?.toString("utf8") ?? "",
    after.toString("utf8"),
    "",
    "",
    { context: 3 },
  );
  // Without the line of equals signs, and without the tabs behind names that have no date.
  return patch
    .split("\n")
    .slice(1)
    .join("\n")
    .replace(/^((?:---|\+\+\+) .*?)\t$/gm, "$1")
    .trimEnd();
}
