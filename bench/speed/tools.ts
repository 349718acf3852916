import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Subject } from "./subject.ts";

export interface Tool {
  readonly name: string;
  /** The commands that judge the subject, run one after the other; each is a whole process. */
  commands(subject: Subject): readonly (readonly [command: string, ...args: string[]])[];
}

function packageFolder(name: string): string {
  return dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));
}

const node = process.env.BENCH_NODE ?? "node";
const bundleCheck = join(import.meta.dirname, "../../packages/bundle-check/bin/bundle-check.js");

export const bundleCheckTool: Tool = {
  name: "bundle-check",
  commands: ({ tarball }) => [[node, bundleCheck, tarball, "--format", "json"]],
};

export const otherTools: readonly Tool[] = [
  {
    name: "publint",
    commands: ({ tarball }) => [[node, join(packageFolder("publint"), "src/cli.js"), "run", tarball]],
  },
  {
    name: "esbuild",
    commands: ({ entries, folder }) => [
      [
        join(packageFolder("esbuild"), "bin/esbuild"),
        ...entries,
        "--bundle",
        "--packages=external",
        "--platform=node",
        "--format=esm",
        "--log-level=silent",
        `--outdir=${join(folder, ".esbuild-out")}`,
      ],
    ],
  },
  {
    name: "oxlint",
    commands: ({ entries }) => [
      [
        node,
        join(packageFolder("oxlint"), "bin/oxlint"),
        "--no-ignore",
        "-A",
        "all",
        "-D",
        "no-undef",
        ...entries,
      ],
    ],
  },
  {
    name: "node --check",
    commands: ({ entries }) => entries.slice(0, 8).map((entry) => [node, "--check", entry]),
  },
];

/** Slower than the others by an order of magnitude, so timed on the one small package only. */
export const attw: Tool = {
  name: "attw",
  commands: ({ tarball }) => [[node, join(packageFolder("@arethetypeswrong/cli"), "dist/index.js"), tarball]],
};
