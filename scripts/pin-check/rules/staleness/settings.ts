import type { Facts } from "../../facts.ts";
import type { Lockfile } from "../../lockfiles/lockfile.ts";
import type { Declaration } from "../../manifests/declaration.ts";
import { lastOfPnpmSelector, lastOfResolution, nameOfSelector } from "../../manifests/selectors.ts";
import type { Pin } from "../../policy/policy.ts";
import { folderOf } from "../../repository/lockfile-folder.ts";
import { placeOf, placeOfLockfile } from "../places.ts";
import type { Found } from "../rule.ts";
import { asksFor, resolvedTexts } from "./recorded.ts";

/** Whether the package manager reads this override, and so records it. */
function isRecorded(override: Declaration, lockfile: Lockfile, facts: Facts): boolean {
  const { kind, folder, field, file } = override;
  if (kind !== "override" || folder !== "") return false;
  if (lockfile.format === "bun") {
    // Where there are overrides, Bun does not read the resolutions.
    return field === "overrides" || (field === "resolutions" && !hasOverrides(facts));
  }
  if (lockfile.format !== "pnpm") return false;
  if (file === "pnpm-workspace.yaml") return field === "overrides";
  // Since version 11 pnpm reads its own settings in pnpm-workspace.yaml alone.
  return (field === "pnpm.overrides" || field === "resolutions") && !isPnpmSince11(facts);
}

function hasOverrides({ declarations }: Facts): boolean {
  return declarations.some(({ folder, field }) => folder === "" && field === "overrides");
}

function isPnpmSince11({ repository }: Facts): boolean {
  return repository.packageManagers.some(
    ({ name, version }) => name === "pnpm" && Number.parseInt(version ?? "", 10) >= 11,
  );
}

/** Holds the recorded overrides against those of the repository. */
export function* staleOverrides(
  lockfile: Lockfile,
  pin: Pin,
  facts: Facts,
): Iterable<Found<"stale-lockfile">> {
  if ((lockfile.format !== "bun" && lockfile.format !== "pnpm") || !recordsSettings(lockfile)) return;
  const recorded = Object.entries(lockfile.overrides ?? {}).map(([key, text]) => ({
    written: key,
    key: nameOfSelector(leafOf(key, lockfile)),
    text,
  }));
  const overrides = facts.usesOf(pin).filter((use) => isRecorded(use, lockfile, facts));
  for (const override of overrides) {
    if (isNeverRecorded(override, lockfile)) continue;
    const texts = [override.text, ...resolvedTexts(override, facts)];
    if (recorded.some(({ key, text }) => key === override.key && texts.includes(text))) continue;
    const other = recorded.find(({ key }) => key === override.key);
    yield {
      place: placeOf(facts, override),
      actual: `${other?.text ?? "no such override"} in ${lockfile.path}`,
      expected: override.text,
      args: {
        package: pin.package,
        what: "override",
        manifest: override.file,
        key: override.key,
        lockfile: lockfile.path,
      },
    };
  }
  for (const { written, key, text } of recorded) {
    if (!asksFor(key, text, pin)) continue;
    const isThere = overrides.some(
      (override) => override.key === key && [override.text, ...resolvedTexts(override, facts)].includes(text),
    );
    if (isThere) continue;
    yield {
      place: { ...placeOfLockfile(lockfile), keyPath: ["overrides", written] },
      actual: text,
      expected: "no such override, as no manifest has it",
      args: {
        package: pin.package,
        what: "override",
        manifest: "package.json",
        key,
        lockfile: lockfile.path,
      },
    };
  }
}

/** Holds the recorded catalogs against those of the repository. */
export function* staleCatalogs(
  lockfile: Lockfile,
  pin: Pin,
  facts: Facts,
): Iterable<Found<"stale-lockfile">> {
  if ((lockfile.format !== "bun" && lockfile.format !== "pnpm") || !recordsSettings(lockfile)) return;
  for (const [catalog, entries] of Object.entries(lockfile.catalogs ?? {})) {
    for (const [key, text] of Object.entries(entries)) {
      if (!asksFor(key, text, pin)) continue;
      const now = facts.catalogEntries(catalog, key);
      if (now.some((entry) => entry.text === text)) continue;
      const [entry] = now;
      const keyPath = catalog === "" ? ["catalog", key] : ["catalogs", catalog, key];
      yield {
        place: entry === undefined ? { ...placeOfLockfile(lockfile), keyPath } : placeOf(facts, entry),
        actual: `${text} in ${lockfile.path}`,
        expected: entry?.text ?? "no such entry, as no catalog has it",
        args: staleCatalog(pin, lockfile, entry?.file ?? "package.json", key),
      };
    }
  }
  for (const use of facts.usesOf(pin)) {
    if (use.specifier?.kind !== "catalog" || use.kind !== "dependency") continue;
    const { catalog } = use.specifier;
    if (facts.catalogEntries(catalog, use.key).length === 0) continue;
    // pnpm records an override in the place of what it replaces, and no catalog that only that would lead to.
    if (lockfile.format === "pnpm" && isOverridden(use, pin, facts)) continue;
    const entries = Object.hasOwn(lockfile.catalogs ?? {}, catalog)
      ? lockfile.catalogs?.[catalog]
      : undefined;
    if (entries !== undefined && Object.hasOwn(entries, use.key)) continue;
    yield {
      place: placeOf(facts, use),
      actual: `no such entry in the catalogs of ${lockfile.path}`,
      expected: use.text,
      args: staleCatalog(pin, lockfile, use.file, use.key),
    };
  }
}

function isOverridden({ key }: Declaration, pin: Pin, facts: Facts): boolean {
  return facts.usesOf(pin).some((use) => use.kind === "override" && !use.isScoped && use.key === key);
}

function staleCatalog(pin: Pin, lockfile: Lockfile, manifest: string, key: string) {
  return { package: pin.package, what: "catalog", manifest, key, lockfile: lockfile.path } as const;
}

/** The root's lockfile, unless it is Bun's binary one, which is read as what Bun prints of it. */
function recordsSettings(lockfile: Lockfile): boolean {
  return folderOf(lockfile) === "" && lockfile.patterns === undefined;
}

/** Bun reads over what it does not know, without a word: before 1.4 overrides below another package, still deeper ones. */
function isNeverRecorded({ isScoped, keyPath }: Declaration, { format, formatVersion }: Lockfile): boolean {
  return format === "bun" && ((isScoped && Number(formatVersion) < 2) || keyPath.length > 3);
}

function leafOf(key: string, { format }: Lockfile): string {
  if (format === "bun") return lastOfResolution(key.split(" > ").at(-1) ?? key);
  return lastOfPnpmSelector(key);
}
