import type { PackageFacts } from "../../package-facts.js";
import { asBuffer } from "../../package-files/as-buffer.js";
import type { PackageFileContent } from "../../package-files/package-files.js";
import { isBuildOutput, mayNameHome } from "./may-name-home.js";
import { isLongData, readable } from "./package-texts.js";
import { type Suspicion, suspicionsOf } from "./searched-contents.js";

/** The paths of the few files that may have something in them which nobody should see, in the order of the package. */
export interface Suspects {
  /** A private key or an access token. */
  readonly secrets: readonly string[];
  /** The folder of a person, in what programs write. */
  readonly homes: readonly string[];
}

const known = new WeakMap<PackageFacts, Suspects>();

/** What several rules look for, told by the bytes of all files. Each file is gone through once. */
export function suspectsIn(facts: PackageFacts): Suspects {
  let suspects = known.get(facts);
  if (!suspects) {
    suspects = findSuspects(facts);
    known.set(facts, suspects);
  }
  return suspects;
}

function findSuspects({ files, searched }: PackageFacts): Suspects {
  const secrets: string[] = [];
  const homes: string[] = [];
  const note = ({ path }: PackageFileContent, { ofSecret, ofHome }: Suspicion) => {
    if (ofSecret) secrets.push(path);
    if (ofHome) homes.push(path);
  };
  // One after the other: files of a folder have a memory each, which nothing keeps.
  function* unsearched(): Iterable<PackageFileContent> {
    for (const text of readable(files)) {
      const suspicion = searched?.suspicionOf(text.bytes);
      if (suspicion === undefined) yield text;
      else note(text, suspicion);
    }
  }
  for (const [text, suspicion] of suspicionsOf(unsearched())) note(text, suspicion);
  // Nobody types data, but programs may write the folder into it.
  for (const path of files.paths) {
    if (!isBuildOutput(path) || !isLongData(path, files.size(path))) continue;
    if (mayNameHome(asBuffer(files.bytes(path)))) homes.push(path);
  }
  // Without a comparator, as the paths of a package are sorted.
  return { secrets: secrets.sort(), homes: homes.sort() };
}
