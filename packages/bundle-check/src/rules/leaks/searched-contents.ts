import type { PackageFileContent } from "../../package-files/package-files.js";
import { mayHoldSecret } from "./may-hold-secret.js";
import { isBuildOutput, mayNameHome } from "./may-name-home.js";
import { isReadable, neighbours } from "./package-texts.js";

/** What a content may have in it that nobody should see. */
export interface Suspicion {
  /** A private key or an access token. */
  readonly ofSecret: boolean;
  /** The folder of a person, in what programs write. */
  readonly ofHome: boolean;
}

const noSuspicion: Suspicion = { ofSecret: false, ofHome: false };

/** What the bytes of texts tell, for all rules that look into them at once. */
export function* suspicionsOf(
  texts: Iterable<PackageFileContent>,
): Iterable<readonly [PackageFileContent, Suspicion]> {
  for (const { files, bytes } of neighbours(texts)) {
    const [mayHold, mayName] = [mayHoldSecret(bytes), mayNameHome(bytes)];
    for (const file of files) {
      const ofSecret = mayHold && (files.length === 1 || mayHoldSecret(file.bytes));
      const ofHome = mayName && isBuildOutput(file.path) && mayNameHome(file.bytes);
      yield [file, ofSecret || ofHome ? { ofSecret, ofHome } : noSuspicion];
    }
  }
}

/**
 * Contents of a tarball that are searched as they come out of it, while another thread unpacks the next ones. They are
 * known by their bytes, because a later file may have the path of an earlier one.
 */
export class SearchedContents {
  readonly #suspicions = new WeakMap<Uint8Array, Suspicion>();

  search(contents: readonly PackageFileContent[]): void {
    const texts = contents.filter(({ path, bytes }) => isReadable(path, bytes.byteLength));
    for (const [{ bytes }, suspicion] of suspicionsOf(texts)) this.#suspicions.set(bytes, suspicion);
  }

  /** Undefined when it was not searched. */
  suspicionOf(content: Uint8Array): Suspicion | undefined {
    return this.#suspicions.get(content);
  }
}
