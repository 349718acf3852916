import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { create } from "tar";

/** Packages as a map from path to text. */
export type SamplePackage = Readonly<Record<string, string>>;

export function manifest(fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify(
    { name: "sample", version: "1.0.0", type: "module", exports: "./index.js", ...fields },
    null,
    2,
  );
}

export const goodPackage: SamplePackage = {
  "package.json": manifest({ name: "good" }),
  "index.js": "export const value = 1;\n",
};

export const brokenPackage: SamplePackage = {
  "package.json": manifest({ name: "broken" }),
  "index.js": 'export const name = "broken";\nexport {\n  plugin,\n  plugin2 as default\n};\n',
};

/** A temporary folder that holds packages, and is gone when `remove` is called. */
export interface Workspace {
  readonly path: string;
  addDirectory(name: string, files: SamplePackage): void;
  addTarball(name: string, files: SamplePackage): Promise<void>;
  remove(): void;
}

export function createWorkspace(): Workspace {
  const path = mkdtempSync(join(tmpdir(), "bundle-check-cli-"));
  const write = (directory: string, files: SamplePackage): void => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    }
  };
  return {
    path,
    addDirectory: (name, files) => write(join(path, name), files),
    async addTarball(name, files) {
      const staging = mkdtempSync(join(path, "staging-"));
      write(join(staging, "package"), files);
      await create({ cwd: staging, file: join(path, name), gzip: true, portable: true, mtime: new Date(0) }, [
        "package",
      ]);
      rmSync(staging, { recursive: true });
    },
    remove: () => rmSync(path, { recursive: true }),
  };
}
