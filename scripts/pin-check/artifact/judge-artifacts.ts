import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import type { ArtifactMode } from "../cli/options.ts";
import type { Facts, Instance } from "../facts.ts";
import type { Pin } from "../policy/policy.ts";
import { folderOf, inRepository } from "../repository/lockfile-folder.ts";
import { isUsed } from "../rules/instances.ts";
import { type BundleCheck, loadBundleCheck } from "./bundle-check.ts";
import { judgeTarget } from "./judge-target.ts";
import type { ArtifactJudgement, ArtifactOrigin, ArtifactOutcome } from "./judgement.ts";
import { findLastLoadable } from "./last-loadable.ts";
import { findInNpmCache } from "./npm-cache.ts";

export interface ArtifactOptions {
  /** Absolute path of the examined repository. */
  readonly root: string;
  readonly mode: Exclude<ArtifactMode, "off">;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onProgress: (message: string) => void;
}

/** Judges what the lockfiles resolve the pins to. */
export async function judgeArtifacts(facts: Facts, options: ArtifactOptions): Promise<ArtifactJudgement[]> {
  const judgements: ArtifactJudgement[] = [];
  for (const pin of facts.policy.pins) {
    const instances = facts.instancesOf(pin);
    for (const folder of linkedFolders(instances, pin, facts)) {
      judgements.push(await judgeWorkspace(folder, pin, facts, options));
    }
    const locked = instances.filter(
      ({ source, version }) => source.kind === "registry" && version === pin.version,
    );
    if (locked.length > 0) judgements.push(await judgePublished(locked, pin, options));
  }
  return judgements;
}

function linkedFolders(instances: readonly Instance[], pin: Pin, facts: Facts): Set<string> {
  const folders = new Set<string>();
  for (const instance of instances) {
    if (instance.source.kind !== "workspace" || !isUsed(instance, pin, facts)) continue;
    const folder = inRepository(instance.lockfile, instance.source.path);
    // `locked-source` says what is wrong with it; nothing outside of the repository is looked at.
    if (folder !== ".." && !folder.startsWith("../")) folders.add(folder);
  }
  // Yarn 1 writes nothing about a workspace that it links.
  const isClassic = facts.repository.lockfiles.some(({ format }) => format === "yarn-classic");
  if (isClassic && instances.length === 0 && facts.usesOf(pin).length > 0) {
    for (const { folder } of facts.workspacesOf(pin)) folders.add(folder);
  }
  return folders;
}

async function judgeWorkspace(
  folder: string,
  pin: Pin,
  facts: Facts,
  { root, onProgress }: ArtifactOptions,
): Promise<ArtifactJudgement> {
  const manifest = facts.repository.manifests.find((candidate) => candidate.folder === folder);
  const judgement = {
    package: pin.package,
    version: manifest?.version ?? "none",
    origin: { kind: "workspace", folder },
  } as const;
  const directory = join(root, folder);
  if (manifest !== undefined && !isBuilt(directory, manifest.document.text)) {
    const reason = `${folder} is not built: the files that its package.json names are not there`;
    return { ...judgement, outcome: { kind: "not-judged", problem: "not-built", reason } };
  }
  const bundleCheck = await loadBundleCheck(onProgress);
  onProgress(`Judging ${folder} as packed`);
  const { outcome } = await judgeTarget(bundleCheck, directory, { onProgress });
  return { ...judgement, outcome };
}

/** Whether any of the entries that the manifest names exists; a workspace without any was never built. */
function isBuilt(directory: string, manifest: string): boolean {
  const entries = [...manifest.matchAll(/"(?:main|module|import|require|default|node|bun)"\s*:\s*"([^"]+)"/g)]
    .map(([, path = ""]) => path)
    .filter((path) => /\.[cm]?js$/.test(path));
  return entries.length === 0 || entries.some((path) => existsSync(join(directory, path)));
}

async function judgePublished(
  instances: readonly Instance[],
  pin: Pin,
  options: ArtifactOptions,
): Promise<ArtifactJudgement> {
  const judgement = { package: pin.package, version: pin.version } as const;
  const integrity = sha512Of(instances, pin);
  const found =
    options.mode === "registry"
      ? await fromRegistry(pin, integrity, options)
      : await fromDisk(instances, pin, integrity, options);
  if (found.outcome.kind !== "broken") return { ...judgement, ...found };
  const bundleCheck = await loadBundleCheck(options.onProgress);
  const broken = new Set([pin.version, ...pin.denied.keys()]);
  const lastLoadable = await findLastLoadable(bundleCheck, pin.package, broken, options.onProgress);
  return { ...judgement, origin: found.origin, outcome: { ...found.outcome, lastLoadable } };
}

interface Found {
  readonly origin: ArtifactOrigin | null;
  readonly outcome: ArtifactOutcome;
}

async function fromRegistry(pin: Pin, integrity: string | null, options: ArtifactOptions): Promise<Found> {
  const bundleCheck = await loadBundleCheck(options.onProgress);
  const target = `${pin.package}@${pin.version}`;
  const judged = await judgeTarget(bundleCheck, target, {
    configuration: {},
    onProgress: options.onProgress,
  });
  const origin = { kind: "registry", integrity: judged.integrity } as const;
  if (integrity !== null && judged.integrity !== null && judged.integrity !== integrity) {
    const reason = `the registry serves ${judged.integrity}, and ${integrity} is asked for`;
    return { origin, outcome: { kind: "not-judged", problem: "other-bytes", reason } };
  }
  return { origin, outcome: judged.outcome };
}

/** A cached tarball is what the lockfile asks for, by its checksum; installed files only claim to be. */
async function fromDisk(
  instances: readonly Instance[],
  pin: Pin,
  integrity: string | null,
  options: ArtifactOptions,
): Promise<Found> {
  const cached = integrity === null ? null : findInNpmCache(integrity, options.environment);
  if (integrity !== null && cached !== null) {
    const outcome = await judgeBytes(cached.bytes, options);
    return { origin: { kind: "cached", integrity }, outcome };
  }
  const installed = findInstalled(instances, options.root);
  if (installed === null) {
    const reason = "it is neither installed nor in npm's cache";
    return { origin: null, outcome: { kind: "not-judged", problem: "not-at-hand", reason } };
  }
  const origin = { kind: "installed", path: installed.path } as const;
  const bundleCheck = await loadBundleCheck(options.onProgress);
  options.onProgress(`Judging ${installed.path} as installed`);
  const { report, outcome } = await judgeTarget(bundleCheck, installed.absolute, {
    asIs: true,
    configuration: {},
  });
  const { name = null, version = null } = report?.target ?? {};
  if (report !== null && (name !== pin.package || version !== pin.version)) {
    const reason = `${installed.path} holds ${name ?? "no name"}@${version ?? "no version"}`;
    return { origin, outcome: { kind: "not-judged", problem: "other-installed", reason } };
  }
  return { origin, outcome };
}

async function judgeBytes(bytes: Uint8Array, { onProgress }: ArtifactOptions): Promise<ArtifactOutcome> {
  const bundleCheck: BundleCheck = await loadBundleCheck(onProgress);
  const folder = mkdtempSync(join(tmpdir(), "pin-check-artifact-"));
  try {
    const path = join(folder, "package.tgz");
    writeFileSync(path, bytes);
    return (await judgeTarget(bundleCheck, path, { configuration: {} })).outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder of an install, where it lies in the repository itself. */
function findInstalled(
  instances: readonly Instance[],
  root: string,
): { readonly path: string; readonly absolute: string } | null {
  for (const { lockfile, installPath, installedAs } of instances) {
    const base = folderOf(lockfile);
    for (const candidate of [inRepository(lockfile, installPath), join(base, "node_modules", installedAs)]) {
      try {
        const absolute = realpathSync(join(root, candidate));
        if (!absolute.startsWith(root + sep)) continue;
        readFileSync(join(absolute, "package.json"));
        return { path: candidate, absolute };
      } catch {
        // Not installed there; the next place may have it.
      }
    }
  }
  return null;
}

/** The policy's checksum, else the lockfile's; where they differ a finding says so. */
function sha512Of(instances: readonly Instance[], pin: Pin): string | null {
  if (pin.integrity?.startsWith("sha512-") === true) return pin.integrity;
  for (const { integrity } of instances) {
    const found = (integrity ?? "").split(/\s+/).find((checksum) => checksum.startsWith("sha512-"));
    if (found !== undefined) return found;
  }
  return null;
}
