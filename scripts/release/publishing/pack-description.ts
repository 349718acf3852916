import { isRecord } from "../packages.ts";

/** What `npm pack --json` says of one package: a list, or an object with the name as key, depending on its version. */
export interface PackDescription {
  readonly name: unknown;
  readonly version: unknown;
  readonly integrity: unknown;
  readonly paths: readonly string[];
}

export function readPackDescription(output: string): PackDescription | undefined {
  try {
    const [description]: unknown[] = Object.values(JSON.parse(output));
    if (!isRecord(description) || !Array.isArray(description.files)) return undefined;
    const { name, version, integrity, files } = description;
    const paths = files.flatMap((file) =>
      isRecord(file) && typeof file.path === "string" ? [file.path] : [],
    );
    return { name, version, integrity, paths };
  } catch {
    return undefined;
  }
}
