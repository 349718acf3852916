/** Judges one pinned package and tells its own defects from what nothing explains. */
import { readFileSync } from "node:fs";
import { emptyConfiguration } from "../../packages/bundle-check/src/configuration/configuration.ts";
import type { Finding } from "../../packages/bundle-check/src/findings/finding.ts";
import { judgePackage } from "../../packages/bundle-check/src/judge.ts";
import { openPackage } from "../../packages/bundle-check/src/package-files/open-package.ts";
import { tarballPath } from "./fetch.ts";
import type { PinnedPackage } from "./pin.ts";

/** A finding that is right: the package really has this defect. */
interface TrueDefect {
  readonly package: string;
  readonly rule: string;
  /** Path in the package; a prefix that ends in `*` covers several files. */
  readonly file: string;
  readonly why: string;
}

export interface Outcome {
  readonly entry: PinnedPackage;
  readonly errors: readonly Finding[];
  /** Errors that no true defect explains. */
  readonly unexplained: readonly Finding[];
  readonly crash?: string;
  /** Of the processor: other programs of the machine do not count. */
  readonly seconds: number;
}

const trueDefects: TrueDefect[] = JSON.parse(
  readFileSync(new URL("./true-defects.json", import.meta.url), "utf8"),
);

function isTrueDefect(name: string, { rule, place }: Finding): boolean {
  return trueDefects.some(
    (defect) =>
      defect.package === name &&
      defect.rule === rule &&
      (defect.file === place.file ||
        (defect.file.endsWith("*") && place.file.startsWith(defect.file.slice(0, -1)))),
  );
}

export async function judgeCorpusPackage(entry: PinnedPackage): Promise<Outcome> {
  const started = process.cpuUsage();
  const secondsPassed = () => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1e6;
  };
  try {
    const { files, target } = await openPackage(tarballPath(entry));
    const { findings } = judgePackage(files, target, { configuration: emptyConfiguration });
    const errors = findings.filter(({ severity }) => severity === "error");
    const unexplained = errors.filter((finding) => !isTrueDefect(entry.name, finding));
    return { entry, errors, unexplained, seconds: secondsPassed() };
  } catch (error) {
    const crash = error instanceof Error ? (error.stack ?? "") : String(error);
    return { entry, errors: [], unexplained: [], crash, seconds: secondsPassed() };
  }
}
