import type { Facts, Instance } from "../facts.ts";
import type { Pin } from "../policy/policy.ts";
import { inRepository } from "../repository/lockfile-folder.ts";

const mostRequesters = 5;

/** Who asked for an instance, as people read it. */
export function requestersOf({ requesters }: Instance): string[] {
  const texts = requesters.map(({ dependent, specifier }) => {
    const who = dependent.startsWith("workspace:")
      ? dependent === "workspace:"
        ? "the root"
        : dependent.slice("workspace:".length)
      : dependent;
    return specifier === null ? who : `${who} (${specifier})`;
  });
  const unique = [...new Set(texts)];
  return unique.length <= mostRequesters
    ? unique
    : [...unique.slice(0, mostRequesters), `${unique.length - mostRequesters} more`];
}

/** Whether anything in the repository leads to this link: lockfiles list every workspace, used or not. */
export function isUsed(instance: Instance, pin: Pin, facts: Facts): boolean {
  if (instance.requesters.length > 0) return true;
  const { lockfile, installPath } = instance;
  return facts
    .usesOf(pin)
    .some(
      ({ kind, folder, key }) =>
        kind !== "override" &&
        kind !== "catalog" &&
        key === instance.installedAs &&
        foldersUpwards(folder).some(
          (above) => inRepository(lockfile, installPath) === joined(above, `node_modules/${key}`),
        ),
    );
}

function foldersUpwards(folder: string): string[] {
  const segments = folder === "" ? [] : folder.split("/");
  return Array.from({ length: segments.length + 1 }, (_, index) =>
    segments.slice(0, segments.length - index).join("/"),
  );
}

function joined(folder: string, path: string): string {
  return folder === "" ? path : `${folder}/${path}`;
}
