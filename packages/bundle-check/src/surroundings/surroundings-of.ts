import type { PackageTarget } from "../package-files/package-files.js";
import { noSurroundings, type Surroundings } from "./surroundings.js";

/** What lies around a target. Only a directory has surroundings, and only then is loaded what reads them. */
export async function surroundingsOf({ directory }: PackageTarget): Promise<Surroundings> {
  if (directory === null) return noSurroundings;
  const { readSurroundings } = await import("./read-surroundings.js");
  return await readSurroundings(directory);
}
