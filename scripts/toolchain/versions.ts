/** The two runtimes a command of this repository runs on, by exact version. */
export interface ToolchainVersions {
  readonly node: string;
  readonly bun: string;
}

/**
 * The versions the root package.json asks for: `packageManager` names Bun, the `node` development dependency
 * names Node. They are read from there so that no version is written down twice.
 */
export function expectedVersions(rootManifest: string): ToolchainVersions {
  const manifest: unknown = JSON.parse(rootManifest);
  const packageManager = property(manifest, "packageManager");
  const node = property(property(manifest, "devDependencies"), "node");
  const bun =
    typeof packageManager === "string" ? /^bun@(\d+\.\d+\.\d+)$/.exec(packageManager)?.[1] : undefined;
  if (bun === undefined) {
    throw new Error(
      `package.json: "packageManager" must be an exact Bun version such as "bun@1.4.5", not ${JSON.stringify(packageManager)}.`,
    );
  }
  if (typeof node !== "string" || !/^\d+\.\d+\.\d+$/.test(node)) {
    throw new Error(
      `package.json: "devDependencies.node" must be an exact Node version such as "24.21.0", not ${JSON.stringify(node)}.`,
    );
  }
  return { node, bun };
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
