/**
 * The dist-tag that a version belongs under; undefined for versions that this repository does not make. Build
 * metadata, capitals and a pre-release called "latest" would each find a way around the rules for tags.
 */
export function tagFor(version: string): string | undefined {
  const parts = partsOf(version);
  return parts === undefined || parts.tag === "latest" ? undefined : (parts.tag ?? "latest");
}

/** Whether one version is newer than another under the same tag; false where one of the two is of another form. */
export function isNewer(version: string, than: string): boolean {
  const [left, right] = [partsOf(version), partsOf(than)];
  if (left === undefined || right === undefined || left.tag !== right.tag) return false;
  for (const [index, number] of left.numbers.entries()) {
    const other = right.numbers[index] ?? 0;
    if (number !== other) return number > other;
  }
  return false;
}

function partsOf(
  version: string,
): { readonly numbers: number[]; readonly tag: string | undefined } | undefined {
  const number = "(0|[1-9]\\d*)";
  const form = new RegExp(`^${number}\\.${number}\\.${number}(?:-([a-z]+)\\.${number})?$`);
  const match = form.exec(version);
  if (match === null) return undefined;
  const [, major, minor, patch, tag, count] = match;
  return { numbers: [major, minor, patch, count].map((part) => Number(part ?? 0)), tag };
}

export const versionForm = "is not a version of the form 1.2.3 or 1.2.3-alpha.4";
