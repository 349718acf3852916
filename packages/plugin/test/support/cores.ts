type Core = Pick<typeof import("@elizaos/core"), "AgentRuntime" | "InMemoryDatabaseAdapter">;

export interface SupportedCore {
  readonly version: string;
  readonly load: () => Promise<Core>;
}

// The older core's declarations resolve under no module resolution that this project uses, so it is loaded by
// a name the compiler does not look into.
const olderCore: string = "elizaos-core-114";

export const newestCore: SupportedCore = {
  version: "2.0.0-alpha.537",
  load: () => import("@elizaos/core"),
};

/** The newest and the oldest core the plugin works with. */
export const cores: readonly SupportedCore[] = [
  newestCore,
  { version: "2.0.0-alpha.114", load: () => import(olderCore) },
];
