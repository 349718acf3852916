import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "@elizaos/bundle-check";
import semver from "semver";
import { type BundleCheck, loadBundleCheck } from "../artifact/bundle-check.ts";
import { outcomeOf } from "../artifact/judge-target.ts";
import { UnreadableFileError } from "../documents/document.ts";
import type { Facts } from "../facts.ts";
import type { Pin } from "../policy/policy.ts";
import { isExactVersion } from "../policy/read-policy.ts";
import { code, count, list } from "../report/prose.ts";
import { acquireTarball, type Tarball } from "./acquire-tarball.ts";
import { checkCore } from "./core-compatibility.ts";
import { checkLosses } from "./losses.ts";
import { describeLoading, missingParts } from "./plugin-object.ts";
import type { Runtimes } from "./runtimes.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";
import { createTrial, type Loading, type Trial, TrialError } from "./trial.ts";
import type { Verification, VerificationCheck } from "./verification.ts";

export interface VerifyOptions {
  readonly workingDirectory: string;
  readonly runtimes: Runtimes;
  readonly onProgress: (message: string) => void;
}

/** Everything that must hold before the pin moves to a version. Runs the version's code, in a temporary folder. */
export async function verify(
  target: string,
  pin: Pin,
  facts: Facts,
  options: VerifyOptions,
): Promise<Verification> {
  return await withTemporaryFolder("pin-check-verify-", async (folder) => {
    const packed = join(folder, "packed");
    mkdirSync(packed);
    options.onProgress(`Fetching ${target}`);
    const tarball = await acquireTarball(target, pin.package, options.workingDirectory, packed);
    const bundleCheck = await loadBundleCheck(options.onProgress);
    options.onProgress("Judging the tarball");
    const report = await readReport(bundleCheck, tarball, target);
    const { name, version } = report.target;
    options.onProgress("Installing it into a temporary folder");
    const trial = await attemptTrial(join(folder, "trial"), name ?? pin.package, tarball, options);
    const losses = await checkLosses(bundleCheck, tarball, pin, options.onProgress);
    const checks = [
      checkIdentity(report, pin),
      checkDenied(version, pin),
      checkBundle(report),
      ...(await checkTrial(trial, pin, options)),
      trial instanceof TrialError ? failedTrial("core", trial) : checkCore(trial.manifest, facts),
      losses,
    ];
    return {
      package: pin.package,
      target,
      origin: tarball.origin,
      version,
      integrity: tarball.integrity,
      currentPin: pin.version,
      checks,
      passed: checks.every(({ status }) => status !== "failed"),
    };
  });
}

async function readReport(bundleCheck: BundleCheck, tarball: Tarball, target: string): Promise<Report> {
  try {
    return await bundleCheck.checkPackage(tarball.path);
  } catch (error) {
    if (!(error instanceof bundleCheck.UnreadableTargetError)) throw error;
    throw new UnreadableFileError(target, error.message, "Give a tarball of an npm package.", {
      cause: error,
    });
  }
}

async function attemptTrial(
  folder: string,
  packageName: string,
  tarball: Tarball,
  { runtimes }: VerifyOptions,
): Promise<Trial | TrialError> {
  try {
    return await createTrial(folder, packageName, tarball.path, runtimes);
  } catch (error) {
    if (error instanceof TrialError) return error;
    throw error;
  }
}

function checkIdentity({ target: { name, version } }: Report, pin: Pin): VerificationCheck {
  const title = `is ${pin.package}, at one exact version`;
  const isRight = name === pin.package && version !== null && isExactVersion(version);
  const what = code(`${name ?? "no name"}@${version ?? "no version"}`);
  if (!isRight || version === null)
    return { id: "identity", title, status: "failed", details: [`It is ${what}.`] };
  const order = semver.compare(version, pin.version);
  const step = order === 0 ? "the pin itself" : order < 0 ? "older than the pin" : "newer than the pin";
  return {
    id: "identity",
    title,
    status: "passed",
    details: [`It is ${what}, ${step} ${code(pin.version)}.`],
  };
}

function checkDenied(version: string | null, pin: Pin): VerificationCheck {
  const title = "not denied by the policy";
  const reason = version === null ? undefined : pin.denied.get(version);
  if (version === null || reason === undefined)
    return { id: "not-denied", title, status: "passed", details: [] };
  return { id: "not-denied", title, status: "failed", details: [`Denied: ${reason ?? "no reason given"}.`] };
}

function checkBundle(report: Report): VerificationCheck {
  const title = "bundle-check finds no errors";
  const outcome = outcomeOf(report);
  const { warnings } = report.summary;
  if (outcome.kind !== "broken") {
    const details = warnings === 0 ? [] : [count(warnings, "warning")];
    return { id: "bundle-check", title, status: "passed", details };
  }
  const details = [
    ...(outcome.undeclaredNames.length === 0
      ? []
      : [`It exports ${list(outcome.undeclaredNames)} and declares them nowhere.`]),
    ...outcome.evidence.map(({ rule, file, message }) => `${rule} in ${file}: ${message}`),
  ];
  return { id: "bundle-check", title, status: "failed", details };
}

async function checkTrial(
  trial: Trial | TrialError,
  pin: Pin,
  { onProgress }: VerifyOptions,
): Promise<VerificationCheck[]> {
  if (trial instanceof TrialError) {
    return (["bun-build", "loads-in-node", "loads-in-bun"] as const).map((id) => failedTrial(id, trial));
  }
  onProgress("Bundling it, and loading it under Node and Bun");
  const built = await trial.build();
  const build: VerificationCheck = {
    id: "bun-build",
    title: titles["bun-build"],
    status: built === null ? "passed" : "failed",
    details: built === null ? [] : [built],
  };
  const inNode = checkLoading("loads-in-node", await trial.load("node"), pin);
  const inBun = checkLoading("loads-in-bun", await trial.load("bun"), pin);
  return [build, inNode, inBun];
}

const titles = {
  "bun-build": "`bun build --target=bun` bundles it",
  "loads-in-node": "loads under Node with its plugin object complete",
  "loads-in-bun": "loads under Bun with its plugin object complete",
  core: "compatible with the repository's @elizaos/core",
} as const;

function failedTrial(id: keyof typeof titles, { message }: TrialError): VerificationCheck {
  return { id, title: titles[id], status: "failed", details: [message] };
}

function checkLoading(id: "loads-in-node" | "loads-in-bun", loading: Loading, pin: Pin): VerificationCheck {
  const missing = missingParts(loading, pin.package);
  const status = missing.length === 0 ? "passed" : "failed";
  return { id, title: titles[id], status, details: status === "passed" ? describeLoading(loading) : missing };
}
