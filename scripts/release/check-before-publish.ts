/**
 * `prepublishOnly` of every published package: a bare `npm publish`, `bun publish` or `changeset publish` meets the
 * same conditions as a release.
 *
 * It prints bundle-check's verdict on what is about to be packed, and refuses with exit 1 unless those files are the
 * ones in a passing gate report for this commit. Exit 2: something could not be read; 3: it failed itself. Any of
 * them stops the publish.
 */
import { join, relative } from "node:path";
import { describePublish } from "./publishing/about-to-be-packed.ts";
import { redact } from "./publishing/redact.ts";

const root = join(import.meta.dirname, "..", "..");
try {
  const { objections, verdict, exitCode } = await describePublish(root, relative(root, process.cwd()));
  for (const line of verdict) console.error(redact(line));
  if (objections.length === 0) {
    console.error("These are the files that passed the gate on this commit.");
  } else {
    for (const objection of objections) console.error(redact(`- ${objection}`));
    console.error("PUBLISH REFUSED. Releases go through `bun run gate` and `bun run release`.");
  }
  process.exitCode = exitCode;
} catch (error) {
  console.error(redact(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  console.error("PUBLISH REFUSED: it could not be found out what would be published.");
  process.exitCode = 3;
}
