import type { PackageFileContent } from "../../package-files/package-files.js";
import { mayHoldSecret } from "./may-hold-secret.js";
import { isReadable, neighbours } from "./package-texts.js";

/**
 * Contents of files that surely hold no secret. They are searched as they come out of a tarball, while another thread
 * unpacks the next ones; known by their bytes, because a later file may have the path of an earlier one.
 */
export class ContentsWithoutSecrets {
  readonly #contents = new Set<Uint8Array>();

  search(contents: readonly PackageFileContent[]): void {
    const texts = contents.filter(({ path, bytes }) => isReadable(path, bytes.byteLength));
    for (const { files, bytes } of neighbours(texts)) {
      const isHarmless = !mayHoldSecret(bytes);
      for (const file of files) {
        if (isHarmless || (files.length > 1 && !mayHoldSecret(file.bytes))) this.#contents.add(file.bytes);
      }
    }
  }

  has(content: Uint8Array): boolean {
    return this.#contents.has(content);
  }
}
