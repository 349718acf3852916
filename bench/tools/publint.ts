import { publint } from "publint";
import type { PackageFiles } from "../../packages/bundle-check/src/package-files/package-files.ts";

/** The errors publint reports. */
export async function findWithPublint(files: PackageFiles): Promise<ReadonlySet<string>> {
  const pack = {
    files: files.paths.map((name) => ({
      name: `package/${name}`,
      data: files.bytes(name) as Uint8Array<ArrayBuffer>,
    })),
  };
  const { messages } = await publint({ pkgDir: "package", pack, level: "error" });
  return new Set(messages.map(({ code, path, args }) => JSON.stringify([code, path, args])));
}
