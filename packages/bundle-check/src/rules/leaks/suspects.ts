import { asBuffer } from "../../package-files/as-buffer.js";
import type { PackageFiles } from "../../package-files/package-files.js";
import { mayHoldSecret } from "./may-hold-secret.js";
import { isBuildOutput, mayNameHome } from "./may-name-home.js";
import { neighbours, readable } from "./package-texts.js";

/** The paths of the few files that may have something in them which nobody should see, in the order of the package. */
export interface Suspects {
  /** A private key or an access token. */
  readonly secrets: readonly string[];
  /** The folder of a person, in what programs write. */
  readonly homes: readonly string[];
}

const known = new WeakMap<PackageFiles, Suspects>();

/** What several rules look for, told by the bytes of all files at once. Each file is gone through once. */
export function suspectsIn(files: PackageFiles): Suspects {
  let suspects = known.get(files);
  if (!suspects) {
    suspects = findSuspects(files);
    known.set(files, suspects);
  }
  return suspects;
}

function findSuspects(files: PackageFiles): Suspects {
  const secrets: string[] = [];
  const homes: string[] = [];
  const data: string[] = [];
  for (const group of neighbours(readable(files, data))) {
    if (mayHoldSecret(group.bytes)) {
      for (const { path, bytes } of group.files) if (mayHoldSecret(bytes)) secrets.push(path);
    }
    if (mayNameHome(group.bytes)) {
      for (const { path, bytes } of group.files) {
        if (isBuildOutput(path) && mayNameHome(bytes)) homes.push(path);
      }
    }
  }
  // Nobody types data, but programs may write the folder into it.
  const named = data.filter((path) => isBuildOutput(path) && mayNameHome(asBuffer(files.bytes(path))));
  // Without a comparator, as the paths of a package are sorted.
  return { secrets: secrets.sort(), homes: [...homes, ...named].sort() };
}
