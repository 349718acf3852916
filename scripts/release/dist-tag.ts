/**
 * The dist-tag that a version belongs under; undefined for versions that this repository does not make. Build
 * metadata, capitals and a pre-release called "latest" would each find a way around the rules for tags.
 */
export function tagFor(version: string): string | undefined {
  const number = "(?:0|[1-9]\\d*)";
  const match = new RegExp(`^${number}\\.${number}\\.${number}(?:-([a-z]+)\\.${number})?$`).exec(version);
  if (match === null || match[1] === "latest") return undefined;
  return match[1] ?? "latest";
}

export const versionForm = "is not a version of the form 1.2.3 or 1.2.3-alpha.4";
