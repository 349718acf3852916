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

const none: Suspicion = { ofSecret: false, ofHome: false };

/**
 * What is told of contents by their bytes, of all rules that look for such at once. Contents of a tarball are searched
 * as they come out of it, while another thread unpacks the next ones; they are known by their bytes, because a later
 * file may have the path of an earlier one.
 */
export class SearchedContents {
  readonly #suspicions = new Map<Uint8Array, Suspicion>();

  search(contents: readonly PackageFileContent[]): void {
    const texts = contents.filter(({ path, bytes }) => isReadable(path, bytes.byteLength));
    for (const { files, bytes } of neighbours(texts)) {
      const [mayHold, mayName] = [mayHoldSecret(bytes), mayNameHome(bytes)];
      for (const file of files) {
        const suspicion = {
          ofSecret: mayHold && (files.length === 1 || mayHoldSecret(file.bytes)),
          ofHome: mayName && isBuildOutput(file.path) && mayNameHome(file.bytes),
        };
        this.#suspicions.set(file.bytes, suspicion.ofSecret || suspicion.ofHome ? suspicion : none);
      }
    }
  }

  /** Undefined when it was not searched. */
  suspicionOf(content: Uint8Array): Suspicion | undefined {
    return this.#suspicions.get(content);
  }
}
