import type { AgentRuntime, Plugin } from "@elizaos/core";
import type { OpenRouterSim } from "openrouter-sim";
import type { DefectAgent, DefectContext } from "./defect.ts";

type Core = Pick<typeof import("@elizaos/core"), "AgentRuntime" | "InMemoryDatabaseAdapter" | "logger">;

/** A plugin under test and the core it runs on. */
export interface PluginUnderTest {
  readonly core: Core;
  load(entry: "node" | "browser"): Promise<Plugin>;
  readonly manifest: DefectContext["manifest"];
}

const levels = ["debug", "info", "warn", "error", "success", "log"] as const;

const undo: (() => void)[] = [];

/** Takes back what starting a plugin changed outside of it. */
export function restoreGlobals(): void {
  for (const step of undo.splice(0).reverse()) step();
}

/** What the checks of defects need, for one plugin. */
export function contextOf(sim: OpenRouterSim, tested: PluginUnderTest): DefectContext {
  return {
    sim,
    manifest: tested.manifest,
    start: async (settings, { browser = false, key = "sk-or-v1-0123456789abcdef0123456789abcdef" } = {}) => {
      const plugin = await tested.load(browser ? "browser" : "node");
      restoreGlobals();
      // Published versions tell a browser by this.
      if (browser) {
        Reflect.set(globalThis, "document", {});
        undo.push(() => Reflect.deleteProperty(globalThis, "document"));
      }
      const log: string[] = [];
      // Some versions log through the runtime, others through core's own logger.
      const listen = (logger: object) => {
        for (const level of levels) {
          const original: unknown = Reflect.get(logger, level);
          undo.push(() => Reflect.set(logger, level, original));
          Reflect.set(logger, level, (...parts: unknown[]) => log.push(parts.map(String).join(" ")));
        }
      };
      listen(tested.core.logger);
      const runtime: AgentRuntime = new tested.core.AgentRuntime({
        character: {
          name: "Tester",
          bio: ["A test."],
          // A character file is JSON, whatever core's types make of it.
          settings: JSON.parse(JSON.stringify({ OPENROUTER_BASE_URL: sim.url, ...settings })),
          secrets: key === "" ? {} : { OPENROUTER_API_KEY: key },
        },
        adapter: new tested.core.InMemoryDatabaseAdapter(),
        logLevel: "fatal",
      });
      listen(runtime.logger);
      const uses: Record<string, unknown>[] = [];
      runtime.registerEvent("MODEL_USED", async (payload) => {
        uses.push({ ...payload });
      });
      await runtime.registerPlugin(plugin);
      const agent: DefectAgent = {
        uses,
        log,
        use: (type, params) => Reflect.apply(runtime.useModel, runtime, [type, params]),
        dispose: async () => {
          await runtime.unloadPlugin(plugin.name);
        },
      };
      return agent;
    },
  };
}
