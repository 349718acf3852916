import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { describe, expect, it } from "vitest";
import { consumerFolder, packedPlugin, pluginConsumer } from "./support/consumers.js";
import { type Outcome, run } from "./support/run.js";

const timeoutMs = 300_000;
const ownCompiler = fileURLToPath(new URL("bin/tsc", import.meta.resolve("typescript/package.json")));
/** The last compiler written in JavaScript, which many projects still use. */
const olderTypeScript = "5.9.3";

const moduleConsumer = `
import { AgentRuntime, type Plugin } from "@elizaos/core";
import openrouterPlugin, {
  OpenRouterError,
  OpenRouterSettingError,
  openrouterPlugin as named,
  settingsFromElizaConfig,
  type HostSettings,
  type OpenRouterErrorDetails,
  type OpenRouterErrorKind,
  type OpenRouterModelUsed,
  type OpenRouterTextResult,
  type OpenRouterTextStream,
} from "@elizaos/plugin-openrouter";
import { shouldEnable } from "@elizaos/plugin-openrouter/auto-enable";

const plugin: Plugin = openrouterPlugin;
const same: Plugin = named;
const runtime = new AgentRuntime({ character: { name: "Ada", bio: ["x"] }, plugins: [plugin, same] });
const isEnabled: boolean = shouldEnable({ env: { OPENROUTER_API_KEY: "sk-or-v1-x" } });
const settings: HostSettings = settingsFromElizaConfig({ auth: { profiles: {} } });

export const spent = ({ type, tokens, cost = 0, upstreamCost = 0 }: OpenRouterModelUsed): string =>
  [type, tokens.total, cost + upstreamCost].join();
export const callsOf = (result: OpenRouterTextResult): string[] =>
  result.toolCalls.map((call) => \`\${call.id} \${call.name} \${result.providerMetadata.openrouter.cost}\`);
export const read = (stream: OpenRouterTextStream): Promise<readonly unknown[]> => stream.toolCalls;

export async function ask(): Promise<string> {
  try {
    return await runtime.useModel("TEXT_SMALL", { prompt: "Hi" });
  } catch (error) {
    if (!OpenRouterError.isInstance(error)) throw error;
    const kind: OpenRouterErrorKind = error.kind;
    const details: OpenRouterErrorDetails = error;
    const wait: number | undefined = error.retryAfterMs;
    if (error instanceof OpenRouterSettingError) return error.setting;
    return [kind, details.status, wait, error.retryable, isEnabled, settings].join();
  }
}
`;

const commonJsConsumer = `
import openrouter = require("@elizaos/plugin-openrouter");
import autoEnable = require("@elizaos/plugin-openrouter/auto-enable");

const name: string = openrouter.openrouterPlugin.name;
const sameName: string = openrouter.default.name;
export const isOurs = (error: unknown): boolean => openrouter.OpenRouterError.isInstance(error);
export const all = [name, sameName, autoEnable.shouldEnable({ env: {} })];
`;

const commonJsProgram = `
const { default: plugin, openrouterPlugin, OpenRouterError } = require("@elizaos/plugin-openrouter");
const { shouldEnable } = require("@elizaos/plugin-openrouter/auto-enable");
console.log(plugin === openrouterPlugin, typeof OpenRouterError.isInstance, shouldEnable({ env: {} }));
`;

/** What must not compile: type checks that let everything pass would be worth nothing. */
const mistakes: readonly (readonly [what: string, source: string, expected: RegExp])[] = [
  [
    "an export that does not exist",
    `import { openRouterPlugin } from "@elizaos/plugin-openrouter"; export default openRouterPlugin;`,
    /TS2724|TS2305/,
  ],
  [
    "a kind of error that does not exist",
    `import type { OpenRouterErrorKind } from "@elizaos/plugin-openrouter"; export const kind: OpenRouterErrorKind = "network";`,
    /TS2322/,
  ],
  [
    "the text of a number",
    `import { OpenRouterError } from "@elizaos/plugin-openrouter";
     export const wait = (error: OpenRouterError): string => error.retryAfterMs ?? "";`,
    /TS2322/,
  ],
  [
    "details without what every error has",
    `import { OpenRouterError } from "@elizaos/plugin-openrouter"; export default new OpenRouterError("x", { kind: "api" });`,
    /TS2345|TS2741/,
  ],
  [
    "a plugin with a member of another type",
    `import plugin from "@elizaos/plugin-openrouter"; export const priority: string = plugin.name.length;`,
    /TS2322/,
  ],
  [
    "a file within the package",
    `import plugin from "@elizaos/plugin-openrouter/dist/node/index.node.js"; export default plugin;`,
    /TS2307|TS2882|TS7016/,
  ],
];

let projects = 0;

/** Compiles files in a folder that has the packages installed. */
async function compile(
  folder: string,
  files: Readonly<Record<string, string>>,
  options: { moduleResolution: "nodenext" | "bundler"; compiler?: string },
): Promise<Outcome> {
  projects += 1;
  const project = join(folder, `project-${projects}`);
  await mkdir(project, { recursive: true });
  for (const [name, source] of Object.entries(files)) await writeFile(join(project, name), source);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: "es2023",
    lib: ["es2023", "dom"],
    types: [],
    moduleResolution: options.moduleResolution,
    module: options.moduleResolution === "nodenext" ? "nodenext" : "esnext",
  };
  await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: Object.keys(files) }),
  );
  const compiler = options.compiler ?? ownCompiler;
  return run(process.execPath, [compiler, "-p", project, "--pretty", "false"], {
    folder: project,
    timeoutMs,
  });
}

const fine = { code: 0, stdout: "", stderr: "" };
const bothConsumers = { "consumer.ts": moduleConsumer, "consumer.cts": commonJsConsumer };

describe("a TypeScript consumer", () => {
  it(
    "compiles under nodenext beside core 537, as ES module and as CommonJS",
    async () => {
      const folder = await pluginConsumer("npm", "2.0.0-alpha.537");
      expect(await compile(folder, bothConsumers, { moduleResolution: "nodenext" })).toEqual(fine);
    },
    timeoutMs,
  );

  it.each(["2.0.0-alpha.537", "2.0.0-alpha.114"])(
    "compiles under bundler beside core %s",
    async (core) => {
      const folder = await pluginConsumer("npm", core);
      const files = { "consumer.ts": moduleConsumer };
      expect(await compile(folder, files, { moduleResolution: "bundler" })).toEqual(fine);
    },
    timeoutMs,
  );

  it(
    `compiles with TypeScript ${olderTypeScript} too`,
    async () => {
      const older = await consumerFolder("npm", "typescript", [`typescript@${olderTypeScript}`]);
      const folder = await pluginConsumer("npm", "2.0.0-alpha.537");
      const compiler = join(older, "node_modules/typescript/bin/tsc");
      expect(await compile(folder, bothConsumers, { moduleResolution: "nodenext", compiler })).toEqual(fine);
    },
    timeoutMs,
  );

  it(
    "is told of each mistake",
    async () => {
      const folder = await pluginConsumer("npm", "2.0.0-alpha.537");
      const files = Object.fromEntries(
        mistakes.map(([what, source]) => [`${what.replaceAll(" ", "-")}.ts`, source]),
      );
      const { code, stdout } = await compile(folder, files, { moduleResolution: "nodenext" });
      expect(code).not.toBe(0);
      for (const [what, , expected] of mistakes) {
        const told = stdout.split("\n").filter((line) => line.startsWith(`${what.replaceAll(" ", "-")}.ts`));
        expect([what, told.join("\n")]).toEqual([what, expect.stringMatching(expected)]);
      }
    },
    timeoutMs,
  );
});

describe("a CommonJS program", () => {
  it(
    "can require the installed package",
    async () => {
      const folder = await pluginConsumer("npm", "2.0.0-alpha.537");
      await writeFile(join(folder, "program.cjs"), commonJsProgram);
      const outcome = await run(process.execPath, ["program.cjs"], { folder });
      expect(outcome).toEqual({ code: 0, stdout: "true function false\n", stderr: "" });
    },
    timeoutMs,
  );
});

/**
 * What attw finds and nobody has to mend. That core is an ES module only needs no entry here: the CommonJS
 * declarations import its types with an explicit resolution mode.
 */
const acceptedByUs: readonly AttwProblem[] = [
  // node10 knows no `exports`, through which alone ./auto-enable can be reached; no host resolves like that.
  { kind: "NoResolution", entrypoint: "./auto-enable", resolutionKind: "node10" },
];

interface AttwProblem {
  readonly kind: string;
  readonly entrypoint?: string;
  readonly resolutionKind?: string;
}

const attw = fileURLToPath(
  new URL("dist/index.js", import.meta.resolve("@arethetypeswrong/cli/package.json")),
);

describe("the tarball", () => {
  it(
    "is what it says to every module resolution, according to attw",
    async () => {
      const tarball = await packedPlugin();
      const { stdout } = await run(process.execPath, [attw, tarball, "--format", "json"], {
        folder: dirname(tarball),
        timeoutMs,
      });
      const { analysis }: { analysis: { types: unknown; problems: AttwProblem[] } } = JSON.parse(stdout);
      expect(analysis.types).toMatchObject({ kind: "included" });
      const problems = analysis.problems.map(({ kind, entrypoint, resolutionKind }) => ({
        kind,
        entrypoint,
        resolutionKind,
      }));
      expect(problems).toEqual(expect.arrayContaining([...acceptedByUs]));
      expect(problems).toHaveLength(acceptedByUs.length);
    },
    timeoutMs,
  );

  it("passes publint in strict mode, suggestions included", async () => {
    const bytes = new Uint8Array(await readFile(await packedPlugin()));
    const { messages, pkg } = await publint({
      pack: { tarball: bytes.buffer },
      strict: true,
      level: "suggestion",
    });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });
});
