import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { create } from "tar/create";
import { managerEnvironment } from "../package-files/manager-environment.js";
import type { PackageFiles } from "../package-files/package-files.js";
import { lastLines } from "../package-files/run-command.js";
import { type ChildOutcome, runChild } from "./run-child.js";
import { failed, type ProbeVerdict, shorten } from "./verdict.js";

export interface InstallRequest {
  readonly files: PackageFiles;
  readonly folder: string;
  readonly npm: string;
  /** Let the package and its dependencies run their install scripts, in the environment of probes. */
  readonly runScripts: boolean;
  readonly environment: NodeJS.ProcessEnv;
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** Codes of npm for a package that nobody can install. Everything else may be the fault of the machine or network. */
const refusals =
  /npm (?:error|ERR!) code (ETARGET|EUNSUPPORTEDPROTOCOL|EINVALIDPACKAGENAME|EINVALIDTAGNAME|EJSONPARSE|E404|ERESOLVE|ENOVERSIONS)/;

/** Installs a package with its dependencies as a consumer would, without running any code unless asked. */
export async function installPackage(request: InstallRequest): Promise<ProbeVerdict> {
  const { folder, npm, environment, runScripts, timeoutMilliseconds, signal } = request;
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "bundle-check-probe", version: "0.0.0", private: true, type: "module" }),
  );
  await packFiles(request);
  // It may hold a token, so it is gone before any code of the package runs.
  const settings = join(folder, ".npmrc");
  await copyFile(join(process.cwd(), ".npmrc"), settings).catch(() => {});
  const common = { executable: npm, directory: folder, timeoutMilliseconds, signal };
  const outcome = await runChild({
    ...common,
    arguments: [
      ...["install", "./package.tgz", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"],
      ...["--omit=dev", "--loglevel=error", "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=5000"],
    ],
    // npm needs the user's registries and credentials; with scripts off it runs nothing that is not npm's.
    environment: managerEnvironment(),
  });
  await rm(settings, { force: true });
  const verdict = readOutcome(outcome, timeoutMilliseconds);
  if (verdict.kind !== "passed" || !runScripts) return verdict;
  const rebuilt = await runChild({ ...common, arguments: ["rebuild", "--loglevel=error"], environment });
  if (rebuilt.kind === "exited" && rebuilt.code === 0) return verdict;
  const said = rebuilt.kind === "exited" ? lastLines(rebuilt.errors) : rebuilt.kind;
  return failed("not-installable", `an install script failed: ${said}`);
}

function readOutcome(outcome: ChildOutcome, timeoutMilliseconds: number): ProbeVerdict {
  switch (outcome.kind) {
    case "exited": {
      if (outcome.code === 0) return { kind: "passed" };
      const said = shorten(lastLines(outcome.errors));
      return refusals.test(outcome.errors)
        ? failed("not-installable", said)
        : { kind: "not-run", obstacle: "not-installed", reason: `npm could not install it: ${said}` };
    }
    case "timeout":
      return notInstalled(`npm did not install it within ${timeoutMilliseconds / 1000} seconds`);
    case "out-of-memory":
      return notInstalled("npm took more than 2 GB of memory");
    case "not-started":
      return notInstalled(`npm could not be started: ${outcome.message}`);
  }
}

function notInstalled(reason: string): ProbeVerdict {
  return { kind: "not-run", obstacle: "not-installed", reason };
}

/** The judged files as a tarball, because npm makes a link of a folder. */
async function packFiles({ files, folder }: InstallRequest): Promise<void> {
  const staging = join(folder, "staging");
  for (const path of files.paths) {
    const file = join(staging, "package", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, files.bytes(path));
  }
  await create({ cwd: staging, file: join(folder, "package.tgz"), gzip: { level: 1 }, portable: true }, [
    "package",
  ]);
  await rm(staging, { recursive: true, force: true });
}
