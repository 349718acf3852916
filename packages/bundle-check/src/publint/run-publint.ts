import { publint } from "publint";
import { formatMessage } from "publint/utils";
import type { PackageFiles } from "../package-files/package-files.js";

/** One message of publint, in its own words. */
export interface PublintMessage {
  /** publint's name for it, e.g. "EXPORTS_TYPES_SHOULD_BE_FIRST". */
  readonly code: string;
  readonly type: "error" | "warning" | "suggestion";
  /** The keys that lead to the value in package.json it is about. */
  readonly path: readonly string[];
  readonly text: string;
}

/** Where the files of the package lie in publint's view. Nothing is read from or written to any disk. */
const root = "/package";

/** Hands the files to publint. What it cannot judge is a message too, because silence would mean a pass. */
export async function runPublint(files: PackageFiles): Promise<PublintMessage[]> {
  const given = files.paths.map((path) => ({
    name: `${root}/${path}`,
    // Bytes are asked for only when publint looks into a file.
    get data() {
      return files.bytes(path);
    },
  }));
  try {
    const { messages, pkg } = await publint({ pkgDir: root, pack: { files: given } });
    return messages.map((message) => ({
      code: message.code,
      type: message.type,
      path: message.path,
      text: formatMessage(message, pkg, { color: false }) ?? message.code,
    }));
  } catch (error) {
    const text = `publint could not judge the package: ${error instanceof Error ? error.message : String(error)}`;
    return [{ code: "NOT_JUDGED", type: "warning", path: [], text }];
  }
}
