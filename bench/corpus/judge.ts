/** Judges one pinned package and tells its own defects from what nothing explains. */
import { readFileSync } from "node:fs";
import { emptyConfiguration } from "../../packages/bundle-check/src/configuration/configuration.ts";
import type { Finding } from "../../packages/bundle-check/src/findings/finding.ts";
import { judgePackage } from "../../packages/bundle-check/src/judge.ts";
import { openPackage } from "../../packages/bundle-check/src/package-files/open-package.ts";
import { tarballPath } from "./fetch.ts";
import type { PinnedPackage } from "./pin.ts";

/** A finding that is right: the package really has this defect. */
export interface TrueDefect {
  readonly package: string;
  /** The pinned release that has it. */
  readonly version: string;
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
  /** Defects on the list that no error shows any more: the list, and what is published of it, are out of date. */
  readonly outdated: readonly TrueDefect[];
  readonly crash?: string;
  /** Of the processor: other programs of the machine do not count. */
  readonly seconds: number;
}

const trueDefects: TrueDefect[] = JSON.parse(
  readFileSync(new URL("./true-defects.json", import.meta.url), "utf8"),
);

function explains(defect: TrueDefect, { rule, place }: Finding): boolean {
  return (
    defect.rule === rule &&
    (defect.file === place.file ||
      (defect.file.endsWith("*") && place.file.startsWith(defect.file.slice(0, -1))))
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
    const known = trueDefects.filter(
      (defect) => defect.package === entry.name && defect.version === entry.version,
    );
    const unexplained = errors.filter((finding) => !known.some((defect) => explains(defect, finding)));
    const outdated = known.filter((defect) => !errors.some((finding) => explains(defect, finding)));
    return { entry, errors, unexplained, outdated, seconds: secondsPassed() };
  } catch (error) {
    const crash = error instanceof Error ? (error.stack ?? "") : String(error);
    return { entry, errors: [], unexplained: [], outdated: [], crash, seconds: secondsPassed() };
  }
}
