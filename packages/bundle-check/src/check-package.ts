import { applyConfiguration } from "./configuration/apply.js";
import { ConfigurationError } from "./configuration/configuration-error.js";
import {
  type LoadedConfiguration,
  loadConfigurationFile,
  loadOwnConfiguration,
} from "./configuration/load.js";
import { findUnusedIgnores } from "./configuration/unused-ignores.js";
import { validateConfiguration } from "./configuration/validate.js";
import { judgePackage } from "./judge.js";
import { readModules } from "./modules/pool/read-modules.js";
import type { PackageFacts } from "./package-facts.js";
import type { OpenOptions } from "./package-files/open-options.js";
import { openPackage } from "./package-files/open-package.js";
import type { OpenedPackage, PackageFiles } from "./package-files/package-files.js";
import type { ProbeOptions } from "./probes/probe-options.js";
import { lintPackage } from "./publint/lint-package.js";
import { createReport } from "./report/create-report.js";
import type { Report } from "./report/report.js";
import { surroundingsOf } from "./surroundings/surroundings-of.js";
import { readVersion } from "./version.js";

export interface CheckOptions extends OpenOptions {
  /**
   * Replaces the package's own configuration: the path of a JSON file, or an object of the shape documented for
   * `bundle-check.config.json`. Absent: the package's own, of which a tarball's or a registry package's may only
   * make the check stricter.
   */
  readonly configuration?: string | object;
  /**
   * Also report what the package has lost against this earlier release: a target as for `input`, or "previous" for
   * the newest earlier version on the registry that itself passes. Without one that can be read, UnreadableTargetError.
   */
  readonly against?: string;
  /**
   * Also install the package with its dependencies into a temporary folder, load and bundle its entries there and
   * read every export. **This runs code of the package and of its dependencies.**
   */
  readonly probe?: boolean | ProbeOptions;
  /** Also report what the linter publint says, at most as warnings. */
  readonly publint?: boolean;
}

/**
 * Judges one package. Nothing of the package is run unless `probe` asks for it.
 *
 * @param input What to judge: a directory, a tarball, or `name@version` from the registry, as the command takes
 *   it; or files at hand (see `createPackageFiles`).
 * @returns The findings, sorted, with their text; `summary.errors` is 0 for a package that passes.
 * @throws UnreadableTargetError when the target cannot be read, and ConfigurationError when the configuration is
 *   not valid. Neither is ever reported as a clean package.
 */
export async function checkPackage(
  input: string | PackageFiles,
  options: CheckOptions = {},
): Promise<Report> {
  const opened = typeof input === "string" ? await openPackage(input, options) : asOpened(input);
  const { files, target } = opened;
  const { configuration, source, disregarded } = loadConfiguration(opened, options.configuration);
  const analysed = await readModules(files, target.spec);
  const surroundings = await surroundingsOf(target);
  const judgement = judgePackage(files, target, { configuration, analysed, surroundings });
  const comparison =
    options.against === undefined
      ? null
      : await (await import("./baseline/open-baseline.js")).compareAgainst(
          options.against,
          judgement.facts,
          target.spec,
          options,
        );
  const probing = await probe(options, judgement.facts);
  const linted = options.publint === true ? await lintPackage(judgement) : [];
  const found = [
    ...judgement.findings,
    ...(comparison?.findings ?? []),
    ...(probing?.findings ?? []),
    ...linted,
  ];
  const applied = applyConfiguration(found, configuration);
  const unused = source === null ? [] : findUnusedIgnores(configuration, source, applied.usedIgnores);
  return createReport({
    target,
    files,
    identity: judgement,
    version: readVersion(),
    findings: [...applied.findings, ...unused],
    ignored: applied.ignored,
    disregardedConfiguration: disregarded,
    ...(comparison === null ? {} : { baseline: comparison.baseline }),
    ...(probing === null ? {} : { probes: probing.probes }),
  });
}

async function probe({ probe: asked, onProgress, signal }: CheckOptions, facts: PackageFacts) {
  if (asked === undefined || asked === false) return null;
  const { probePackage } = await import("./probes/probe-package.js");
  return await probePackage(facts, { onProgress, signal, ...(asked === true ? {} : asked) });
}

function asOpened(files: PackageFiles): OpenedPackage {
  const target = {
    spec: "files",
    kind: "as-is",
    integrity: null,
    tarballSize: null,
    directory: null,
  } as const;
  return { files, target };
}

function loadConfiguration(
  { files, target }: OpenedPackage,
  given: CheckOptions["configuration"],
): LoadedConfiguration {
  if (given === undefined) return loadOwnConfiguration(target, files);
  if (typeof given === "string") return loadConfigurationFile(given, process.cwd());
  const validation = validateConfiguration(given, "configuration");
  if (validation.problems) throw new ConfigurationError("configuration", validation.problems);
  const source = { file: "configuration", text: JSON.stringify(given), keyPath: [] };
  return { configuration: validation.configuration, source, disregarded: [] };
}
