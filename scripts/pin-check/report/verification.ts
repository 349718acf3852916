import type { Verification } from "../moving/verification.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";

const marks = { passed: "✔", failed: "✖", noted: "•" } as const;
const mostDetails = 8;

/** The checklist and the verdict, for people. */
export function renderVerification(verification: Verification, style: Style): string {
  const { package: name, target, version, origin, integrity, checks, passed } = verification;
  const paint = { passed: style.success, failed: style.error, noted: style.warning };
  const lines = [
    `${style.bold(neutralise(`${name}@${version ?? target}`))} ${style.dim(`(${neutralise(origin)})`)}`,
    `  ${style.dim(neutralise(integrity))}`,
    "",
  ];
  for (const { title, status, details } of checks) {
    lines.push(`  ${paint[status](marks[status])} ${neutralise(title)}`);
    for (const detail of details.slice(0, mostDetails)) lines.push(`      ${neutralise(detail)}`);
    if (details.length > mostDetails) lines.push(`      … and ${details.length - mostDetails} more`);
  }
  lines.push(
    "",
    passed ? style.success(`✔ ${verdict(verification)}`) : style.error(`✖ ${verdict(verification)}`),
  );
  return `${lines.join("\n")}\n`;
}

function verdict({ passed, version, target, checks }: Verification): string {
  if (passed) return `The pin may move to ${neutralise(version ?? target)}.`;
  const failed = checks.filter(({ status }) => status === "failed").map(({ id }) => id);
  return `The pin must not move to ${neutralise(version ?? target)}: ${failed.join(", ")}.`;
}
