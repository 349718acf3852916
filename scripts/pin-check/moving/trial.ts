import { randomUUID } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CommandResult, runCommand } from "../../release/run-command.ts";
import type { Runtimes } from "./runtimes.ts";

/** What the plugin object of a loaded package has. */
export interface LoadedPlugin {
  readonly exportedAs: string;
  readonly name: string;
  readonly description: string;
  readonly capabilities: readonly string[];
  readonly models: readonly string[];
  readonly brokenModels: readonly string[];
}

export type Loading =
  | {
      readonly kind: "loaded";
      readonly exported: readonly string[];
      readonly undefinedExports: readonly string[];
      readonly plugins: readonly LoadedPlugin[];
    }
  | { readonly kind: "failed"; readonly reason: string };

/** A tarball installed with its dependencies into a folder of its own; here its code runs, and only here. */
export interface Trial {
  /** The package.json that was installed. */
  readonly manifest: unknown;
  load(runtime: "node" | "bun"): Promise<Loading>;
  /** Null when the bundle was written; else why not. */
  build(): Promise<string | null>;
}

const installTimeout = 240_000;
const runTimeout = 60_000;

export class TrialError extends Error {
  override readonly name = "TrialError";
}

export async function createTrial(
  folder: string,
  packageName: string,
  tarball: string,
  { bun, node }: Runtimes,
): Promise<Trial> {
  mkdirSync(folder, { recursive: true });
  const manifest = { name: "trial", private: true, dependencies: { [packageName]: `file:${tarball}` } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const installed = await runCommand(
    bun,
    ["install", "--ignore-scripts", "--linker=hoisted", "--no-summary"],
    {
      cwd: folder,
      timeout: installTimeout,
    },
  );
  if (installed.exitCode !== 0) throw new TrialError(`It cannot be installed: ${lastWords(installed)}`);
  copyFileSync(join(import.meta.dirname, "load-plugin.mjs"), join(folder, "load-plugin.mjs"));
  const text = readFileSync(join(folder, "node_modules", packageName, "package.json"), "utf8");
  return {
    manifest: JSON.parse(text),
    load: (runtime) => load(runtime === "bun" ? bun : node, folder, packageName),
    build: () => build(bun, folder, packageName),
  };
}

async function load(executable: string, folder: string, packageName: string): Promise<Loading> {
  const marker = `${randomUUID()} `;
  const result = await runCommand(executable, ["load-plugin.mjs", packageName, marker], {
    cwd: folder,
    timeout: runTimeout,
    environment: bareEnvironment(folder),
  });
  const line = result.stdout.split("\n").find((candidate) => candidate.startsWith(marker));
  if (result.exitCode !== 0 || line === undefined) return { kind: "failed", reason: lastWords(result) };
  return readLoading(JSON.parse(line.slice(marker.length)));
}

/** Tokens and keys of whoever runs this are none of the package's business. */
function bareEnvironment(folder: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, NODE_ENV: "production" };
}

function readLoading(value: unknown): Loading {
  const list = (of: unknown, key: string): string[] => {
    const found: unknown = typeof of === "object" && of !== null ? Reflect.get(of, key) : undefined;
    return Array.isArray(found) ? found.filter((item): item is string => typeof item === "string") : [];
  };
  const text = (of: unknown, key: string): string => {
    const found: unknown = typeof of === "object" && of !== null ? Reflect.get(of, key) : undefined;
    return typeof found === "string" ? found : "";
  };
  const plugins: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "plugins") : [];
  return {
    kind: "loaded",
    exported: list(value, "exported"),
    undefinedExports: list(value, "undefinedExports"),
    plugins: (Array.isArray(plugins) ? plugins : []).map((plugin: unknown) => ({
      exportedAs: text(plugin, "exportedAs"),
      name: text(plugin, "name"),
      description: text(plugin, "description"),
      capabilities: list(plugin, "capabilities"),
      models: list(plugin, "models"),
      brokenModels: list(plugin, "brokenModels"),
    })),
  };
}

async function build(bun: string, folder: string, packageName: string): Promise<string | null> {
  // Everything is read, so that the bundler cannot drop what it does not find.
  writeFileSync(
    join(folder, "consumer.ts"),
    `import * as everything from ${JSON.stringify(packageName)};\nconsole.log(everything);\n`,
  );
  const result = await runCommand(bun, ["build", "consumer.ts", "--target=bun", "--outdir=built"], {
    cwd: folder,
    timeout: runTimeout,
  });
  return result.exitCode === 0 ? null : lastWords(result);
}

/** The lines in which a failing command says why. */
export function lastWords({ stderr, stdout, exitCode, interruption }: CommandResult): string {
  const lines = (stderr.trim() || stdout.trim()).split("\n").map((line) => line.trim());
  const telling = lines.find((line) => /\b\w*error\b[:\s]/i.test(line)) ?? lines.at(-1) ?? "";
  const ending = interruption ?? `exit ${exitCode}`;
  return telling === "" ? ending : `${telling.slice(0, 300)} (${ending})`;
}
