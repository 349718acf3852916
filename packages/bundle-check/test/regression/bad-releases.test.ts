import { expect, it } from "vitest";
import { compareWithBaseline } from "../../src/baseline/compare.js";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import { judgePackage } from "../../src/judge.js";
import { openPackage } from "../../src/package-files/open-package.js";
import { declarations } from "./bad-releases/declarations.js";
import { manifests } from "./bad-releases/manifests.js";
import { modules } from "./bad-releases/modules.js";

const configuration = emptyConfiguration;
const badReleases = [...manifests, ...modules, ...declarations];

it.each(badReleases)("$spec is refused: $what", async ({ spec, integrity, rule, file }) => {
  const { target, files } = await openPackage(spec);
  expect(target.integrity).toBe(integrity);
  const errors = judgePackage(files, target, { configuration }).findings.filter(
    ({ severity }) => severity === "error",
  );
  expect(errors.map((finding) => [finding.rule, finding.place.file])).toContainEqual([rule, file]);
});

/** One public file vanished between two releases; nothing in the release itself shows it. */
it("when@3.7.1 is refused beside 3.7.0: poll.js is gone", async () => {
  const [now, before] = await Promise.all(["when@3.7.1", "when@3.7.0"].map((spec) => openPackage(spec)));
  if (!now || !before) throw new Error("Two releases were opened.");
  const judged = judgePackage(now.files, now.target, { configuration });
  expect(judged.findings).toEqual([]);
  const earlier = judgePackage(before.files, before.target, { configuration });
  expect(compareWithBaseline(judged.facts, earlier.facts)).toMatchObject([
    { rule: "lost-file", severity: "error", place: { file: "poll.js" } },
  ]);
});
