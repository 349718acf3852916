import type { PackageFacts } from "../../package-facts.js";
import { asBuffer } from "../../package-files/as-buffer.js";
import { isBuildOutput, mayNameHome } from "./may-name-home.js";
import { isLongData, readable } from "./package-texts.js";
import { SearchedContents } from "./searched-contents.js";

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

function findSuspects({ files, searched = new SearchedContents() }: PackageFacts): Suspects {
  const texts = [...readable(files)];
  searched.search(texts.filter(({ bytes }) => searched.suspicionOf(bytes) === undefined));
  const secrets = texts.filter(({ bytes }) => searched.suspicionOf(bytes)?.ofSecret).map(({ path }) => path);
  const homes = texts.filter(({ bytes }) => searched.suspicionOf(bytes)?.ofHome).map(({ path }) => path);
  // Nobody types data, but programs may write the folder into it.
  const data = files.paths.filter((path) => isBuildOutput(path) && isLongData(path, files.size(path)));
  const named = data.filter((path) => mayNameHome(asBuffer(files.bytes(path))));
  // Without a comparator, as the paths of a package are sorted.
  return { secrets, homes: named.length === 0 ? homes : [...homes, ...named].sort() };
}
