import { publint } from "publint";
import type { PackageFiles } from "../../packages/bundle-check/src/package-files/package-files.ts";

/** True when publint reports an error. */
export async function refusesWithPublint(files: PackageFiles): Promise<boolean> {
  const pack = {
    files: files.paths.map((name) => ({
      name: `package/${name}`,
      data: files.bytes(name) as Uint8Array<ArrayBuffer>,
    })),
  };
  const { messages } = await publint({ pkgDir: "package", pack, level: "error" });
  return messages.length > 0;
}
