import { existsSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "../findings/finding.js";
import type { PackageFacts } from "../package-facts.js";
import { withTemporaryFolder } from "../package-files/temporary-folder.js";
import type { ProbeName, ProbeResult } from "./arguments.js";
import { bundleWithBun, bundleWithEsbuild } from "./bundle-entry.js";
import { installPackage } from "./install.js";
import { type Installation, loadEntry } from "./load-entry.js";
import { isBunProbe, type PlannedProbe, planProbes } from "./plan.js";
import { createProbeEnvironment } from "./probe-environment.js";
import type { ProbeOptions } from "./probe-options.js";
import { toFindings } from "./to-findings.js";
import { findTools, type ProbeTools } from "./tools.js";
import type { ProbeVerdict } from "./verdict.js";

/** One probe with what it showed. */
export interface Probed {
  readonly probe: ProbeName;
  readonly entry: string;
  readonly file: string;
  readonly verdict: ProbeVerdict;
  readonly milliseconds: number;
}

const defaultTimeout = 30_000;
const installTimeout = 180_000;
/** Loading is mostly waiting for the disk and for a process to start. */
const atATime = 2;

/**
 * Installs a package into a temporary folder, loads and bundles its entries there, and reads every export. This runs
 * code of the package and of its dependencies, with the rights of whoever calls it.
 */
export async function probePackage(
  facts: PackageFacts,
  options: ProbeOptions,
): Promise<{ readonly probes: readonly ProbeResult[]; readonly findings: readonly Finding[] }> {
  const probed = await withTemporaryFolder((folder) => probeIn(folder, facts, options));
  return { probes: probed.map(toResult), findings: toFindings(probed, facts) };
}

async function probeIn(folder: string, facts: PackageFacts, options: ProbeOptions): Promise<Probed[]> {
  const tools = findTools(options.bun);
  const environment = await createProbeEnvironment(folder);
  const install = await probeInstallation(folder, facts, tools, environment, options);
  const packageName = facts.manifest.name;
  if (install.verdict.kind !== "passed" || packageName === null) return [install];
  const { probes, leftOut } = planProbes(facts);
  const installation: Installation = {
    folder,
    packageName,
    manifest: facts.manifest,
    script: await copyScript(folder),
    environment,
    timeoutMilliseconds: options.timeoutMilliseconds ?? defaultTimeout,
    signal: options.signal,
  };
  const results: Probed[] = new Array<Probed>(probes.length);
  const queue = [...probes.entries()];
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, planned] = next;
        options.onProgress?.(`Probing ${planned.entry}: ${planned.probe}`);
        results[index] = await probeEntry(planned, tools, installation);
      }
    }),
  );
  return [install, ...onceWithoutTool(results), ...describeLeftOut(leftOut)];
}

async function probeInstallation(
  folder: string,
  { files, manifest }: PackageFacts,
  { npm }: ProbeTools,
  environment: NodeJS.ProcessEnv,
  { scripts, onProgress, signal }: ProbeOptions,
): Promise<Probed> {
  const started = performance.now();
  onProgress?.(`Installing ${manifest.name ?? "the package"} with its dependencies`);
  const verdict =
    manifest.name === null || manifest.version === null
      ? notInstalled("a package without name and version cannot be installed")
      : npm === undefined
        ? notInstalled("npm is not on PATH")
        : await installPackage({
            files,
            folder,
            npm,
            environment,
            runScripts: scripts === true,
            timeoutMilliseconds: installTimeout,
            signal,
          });
  return { probe: "install", entry: ".", file: "package.json", verdict, milliseconds: since(started) };
}

function notInstalled(reason: string): ProbeVerdict {
  return { kind: "not-run", obstacle: "not-installed", reason };
}

async function probeEntry(
  planned: PlannedProbe,
  tools: ProbeTools,
  installation: Installation,
): Promise<Probed> {
  const started = performance.now();
  const verdict = await judgeEntry(planned, tools, installation);
  return { ...planned, verdict, milliseconds: since(started) };
}

async function judgeEntry(
  planned: PlannedProbe,
  { node, bun, esbuild }: ProbeTools,
  installation: Installation,
): Promise<ProbeVerdict> {
  if (planned.probe.startsWith("esbuild")) {
    if (esbuild === undefined) return toolMissing("esbuild is not installed in this project");
    return await bundleWithEsbuild(planned, esbuild, installation);
  }
  if (isBunProbe(planned.probe)) {
    if (bun === undefined) return toolMissing("Bun is not on PATH (see --bun)");
    return planned.probe === "bun build"
      ? await bundleWithBun(planned, bun, installation)
      : await loadEntry(planned, bun, installation);
  }
  if (node === undefined) return toolMissing("Node is not on PATH");
  return await loadEntry(planned, node, installation);
}

function toolMissing(reason: string): ProbeVerdict {
  return { kind: "not-run", obstacle: "tool-missing", reason };
}

/** A tool that is not there is said once for each probe, not once for each entry. */
function onceWithoutTool(results: readonly Probed[]): Probed[] {
  const said = new Set<ProbeName>();
  return results.filter(({ probe, verdict }) => {
    if (verdict.kind !== "not-run" || verdict.obstacle !== "tool-missing") return true;
    if (said.has(probe)) return false;
    said.add(probe);
    return true;
  });
}

function describeLeftOut(leftOut: number): Probed[] {
  if (leftOut === 0) return [];
  const reason = `${leftOut} further entries are not probed`;
  const verdict = { kind: "not-run", obstacle: "too-many", reason } as const;
  return [{ probe: "import in Node", entry: "*", file: "package.json", verdict, milliseconds: 0 }];
}

/** The script beside this file: compiled in the package, TypeScript in a checkout. */
async function copyScript(folder: string): Promise<string> {
  const compiled = fileURLToPath(new URL("./load-child.js", import.meta.url));
  const source = existsSync(compiled) ? compiled : compiled.replace(/\.js$/, ".ts");
  const copy = join(folder, `load-child${extname(source).replace(/^\./, ".m")}`);
  await copyFile(source, copy);
  return copy;
}

function since(started: number): number {
  return Math.round(performance.now() - started);
}

function toResult({ probe, entry, verdict, milliseconds }: Probed): ProbeResult {
  switch (verdict.kind) {
    case "passed":
      return { probe, entry, outcome: "passed", milliseconds };
    case "not-run":
      return { probe, entry, outcome: "not-run", milliseconds, reason: verdict.reason };
    case "failed": {
      const [first] = verdict.failures;
      const more = verdict.failures.length > 1 ? ` (and ${verdict.failures.length - 1} more)` : "";
      const name = first?.exportedName === undefined ? "" : `${first.exportedName}: `;
      return { probe, entry, outcome: "failed", milliseconds, reason: `${name}${first?.error ?? ""}${more}` };
    }
  }
}
