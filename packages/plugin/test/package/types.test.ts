import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const compiler = join(dirname(fileURLToPath(import.meta.resolve("typescript/package.json"))), "bin/tsc");

/** What a consumer writes; wrong types in it fail the compilation. */
const consumer = `
import type { Plugin } from "@elizaos/core";
import openrouterPlugin, {
  type HostSettings,
  OpenRouterError,
  type OpenRouterErrorKind,
  OpenRouterSettingError,
  openrouterPlugin as named,
  settingsFromElizaConfig,
} from "@elizaos/plugin-openrouter";

export const plugins: Plugin[] = [openrouterPlugin, named];
export const settings: HostSettings = settingsFromElizaConfig({});

export function explain(error: unknown): [OpenRouterErrorKind, number | undefined, boolean] | string {
  if (error instanceof OpenRouterSettingError) return error.setting;
  if (OpenRouterError.isInstance(error)) return [error.kind, error.status, error.retryable];
  // @ts-expect-error It is unknown here: the exports above are really typed.
  return error.message;
}
`;
const autoEnable = `
import { shouldEnable } from "@elizaos/plugin-openrouter/auto-enable";
export const enabled: boolean = shouldEnable({ env: process.env });
declare const process: { env: Record<string, string | undefined> };
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "types-"));
  const target = join(folder, "node_modules/@elizaos/plugin-openrouter");
  mkdirSync(target, { recursive: true });
  cpSync(join(root, "package.json"), join(target, "package.json"));
  cpSync(join(root, "dist"), join(target, "dist"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function compile(core: string, moduleKind: string, file: string): Promise<string> {
  const link = join(folder, "node_modules/@elizaos/core");
  rmSync(link, { force: true });
  symlinkSync(realpathSync(join(root, "node_modules", core)), link);
  writeFileSync(join(folder, "package.json"), '{"private":true,"type":"module"}');
  writeFileSync(join(folder, file), consumer);
  writeFileSync(join(folder, "enable.mts"), autoEnable);
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: "es2023",
    lib: ["es2023", "dom"],
    types: [],
    module: moduleKind === "bundler" ? "esnext" : moduleKind,
    moduleResolution: moduleKind,
  };
  const project = { compilerOptions: options, files: [file, "enable.mts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
  const { stdout } = await promisify(execFile)(process.execPath, [compiler, "-p", folder]).catch(
    (error: { stdout: string }) => error,
  );
  return stdout;
}

it.each([
  ["@elizaos/core", "nodenext", "consumer.ts"],
  ["@elizaos/core", "nodenext", "consumer.cts"],
  ["@elizaos/core", "bundler", "consumer.ts"],
  ["elizaos-core-114", "bundler", "consumer.ts"],
])("a TypeScript consumer compiles with %s under %s as %s", async (core, moduleKind, file) => {
  expect(await compile(core, moduleKind, file)).toBe("");
});
