import fc from "fast-check";
import { expect, test } from "vitest";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";
import { findPrivateFiles } from "../../src/rules/leaks/private-files.js";

const runs = Number(process.env.FUZZ_RUNS ?? 1_000);

/** Every name that counts, with a content that counts, and what it is. */
const privateFiles = fc.constantFrom(
  ...[".env", ".env.local", ".env.production.local"].map((name) => [name, "KEY=value", "environment"]),
  [".npmrc", "//example.org/:_authToken=0123456789", "npm-credentials"],
  [".yarnrc.yml", "npmAuthToken: 0123456789", "npm-credentials"],
  ...["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"].map((name) => [name, "", "key-file"]),
  ...[
    ".netrc",
    "_netrc",
    ".git-credentials",
    ".pypirc",
    ".htpasswd",
    ".pgpass",
    ".s3cfg",
    ".aws/credentials",
  ].map((name) => [name, "", "credentials"]),
);
const folder = fc.constantFrom("", "a/", "dist/b/", ".a/");
const other = fc.constantFrom(
  "index.js",
  "env",
  "a.env",
  "netrc",
  "x_netrc",
  "credentials",
  "README.md",
  "~",
);

test("a private file is found wherever it lies and whatever lies around it", () => {
  fc.assert(
    fc.property(
      privateFiles,
      folder,
      fc.array(fc.tuple(folder, other)),
      ([name, content, problem], place, others) => {
        const path = `${place}${name}`;
        const around = others.map(([where, file]) => [`${where}${file}`, ""] as const);
        const files = createPackageFiles([...around, [path, content ?? ""]]);
        expect([...findPrivateFiles(files)]).toEqual([{ path, problem }]);
      },
    ),
    { numRuns: runs },
  );
});
