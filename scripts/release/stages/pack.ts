import { basename, join } from "node:path";
import { PackError, packPackage } from "../pack.ts";
import { openCandidate } from "./candidate.ts";
import { passed, type Stage } from "./stage.ts";

/** Packs every package once. What comes after looks at these bytes, and these bytes are released. */
export const pack: Stage = {
  name: "pack",
  needs: ["build"],
  needsRegistry: false,
  judgesTarballs: false,
  run: async ({ root, packages, tarballs, scratch, candidates }) => {
    const notes: string[] = [];
    for (const { name, version, directory } of packages) {
      const folder = basename(directory);
      const packed = await packPackage(join(root, directory), join(tarballs, folder));
      const candidate = await openCandidate(packed, directory, join(scratch, "unpacked", folder));
      if (candidate.name !== name || candidate.version !== version) {
        throw new PackError(`${directory} was packed as ${candidate.name}@${candidate.version}.`);
      }
      candidates.push(candidate);
      notes.push(
        `${basename(packed.path)}: ${packed.bytes.toLocaleString("en")} bytes, ${candidate.files.length} files`,
      );
    }
    return passed(...notes);
  },
};
