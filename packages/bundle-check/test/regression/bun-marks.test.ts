import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BunMarks, bunMarksOf } from "../../src/modules/bun-marks.js";
import { installBunReleases } from "./bun-releases.js";

/** The last good release, the first and the last affected ones, and the repaired one. */
const releases = ["1.3.9", "1.3.10", "1.4.0", "1.4.1"] as const;

let folder = "";
let programs: Record<(typeof releases)[number], string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bundle-check-marks-"));
  programs = await installBunReleases(folder, releases);
  // An import of CommonJS and an export of its own bring in every helper.
  await writeFile(
    join(folder, "index.ts"),
    'import fs from "node:fs";\nexport const a = 1;\nexport default fs;\n',
  );
}, 180_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function marksOf(release: (typeof releases)[number], ...options: string[]): Promise<BunMarks | null> {
  const output = join(folder, `out-${release}`);
  const build = ["build", "index.ts", `--outdir=${output}`, "--target=node", ...options];
  await promisify(execFile)(programs[release], build, { cwd: folder });
  return bunMarksOf(await readFile(join(output, "index.js"), "utf8"));
}

it("the helpers tell the affected releases from those before and after", async () => {
  const found = await Promise.all(
    releases.map(async (release) => [release, (await marksOf(release, "--format=cjs"))?.release]),
  );
  expect(Object.fromEntries(found)).toEqual({
    "1.3.9": "unaffected",
    "1.3.10": "affected",
    "1.4.0": "affected",
    "1.4.1": "unaffected",
  });
});

it("minified, only the identifier of the build is left, and the release is unknown", async () => {
  for (const release of releases) {
    const marks = await marksOf(release, "--format=esm", "--minify", "--sourcemap=linked");
    expect(marks).toEqual({ marks: ["debugId"], release: "unknown" });
  }
});

it("other bundlers leave no such mark", () => {
  expect(
    bunMarksOf("var __defProp = Object.defineProperty;\n//# debugId=0123456789ABCDEF0123456789ABCDEF\n"),
  ).toBe(null);
});
