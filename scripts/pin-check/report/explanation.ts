import type { Explanation } from "../moving/explanation.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { renderKeyPath } from "./text.ts";

/** The explanation for people. */
export function renderExplanation(explanation: Explanation, style: Style): string {
  return `${[...lines(explanation, style)].join("\n")}\n`;
}

function* lines(explanation: Explanation, style: Style): Iterable<string> {
  const { package: name, version, reason, denied, uses, instances, conditions } = explanation;
  yield style.bold(neutralise(`${name} is pinned to ${version}`));
  yield `  ${style.dim(`policy: ${neutralise(explanation.policy)}`)}`;
  yield "";
  yield style.bold("Why");
  yield `  ${neutralise(reason ?? "The policy gives no reason.")}`;
  for (const { version: bad, reason: because } of denied) {
    yield `  ${neutralise(`Denied: ${bad}${because === null ? "" : `, ${because}`}`)}`;
  }
  yield explanation.allowWorkspace
    ? "  A workspace of the same name and version may take its place."
    : "  No workspace may take its place.";
  yield "";
  yield style.bold("Who asks for it");
  if (uses.length === 0) yield "  Nobody.";
  for (const { file, line, keyPath, text } of uses) {
    yield `  ${neutralise(`${file}:${line}  ${renderKeyPath(keyPath)}  ${text}`)}`;
  }
  yield "";
  yield style.bold("What is installed");
  if (instances.length === 0) yield "  Nothing.";
  for (const { lockfile, line, installPath, what, requesters } of instances) {
    const who = requesters.length === 0 ? "" : `, for ${requesters.join(", ")}`;
    yield `  ${neutralise(`${lockfile}:${line}  ${installPath}  ${what}${who}`)}`;
  }
  yield "";
  yield style.bold("What would have to be true to relax it");
  for (const { condition, holds } of conditions) {
    const mark = holds === null ? style.warning("?") : holds ? style.success("✔") : style.error("✖");
    yield `  ${mark} ${neutralise(condition)}`;
  }
}
