import { type BatteryCase, json, pin, pinned, uses } from "./battery-case.ts";
import { bunRepository, type Files } from "./consistent.ts";

const good = () => bunRepository({ manifests: { "": uses(pin) } });
const bunOf = (packageManager: string, lockfileVersion: number): Files =>
  bunRepository({ manifests: { "": { ...uses(pin), packageManager } } }, { lockfileVersion });

/** Which Bun reads which lockfile. */
export const versionCases: readonly BatteryCase[] = [
  ...(
    [
      ["bun@1.4.5", 2],
      ["bun@1.4.5", 3],
      ["bun@1.4.0", 2],
      ["bun@1.3.14", 1],
      ["bun@1.2.0", 1],
      ["bun@1.4.5", 1],
      ["bun@1.1.45", 0],
    ] as const
  ).map(
    ([bun, version]): BatteryCase => ({
      name: `version ${version} for ${bun}`,
      files: bunOf(bun, version),
      exit: 0,
    }),
  ),
  ...(
    [
      ["bun@1.3.14", 2],
      ["bun@1.3.14", 3],
      ["bun@1.2.23", 2],
      ["bun@1.1.45", 1],
      ["bun@1.0.36", 0],
    ] as const
  ).map(
    ([bun, version]): BatteryCase => ({
      name: `version ${version} for ${bun}, which cannot read it`,
      files: bunOf(bun, version),
      exit: 1,
      rule: "lockfile-too-new",
    }),
  ),
];

const broken = (path: string, text: string | Uint8Array): BatteryCase => ({
  name: `${path} that cannot be read: ${JSON.stringify(Buffer.from(text).toString("utf8").slice(0, 120))}`,
  files: { ...good(), [path]: text },
  exit: 2,
});

/** What is no finding and no "ok". */
export const unreadableCases: readonly BatteryCase[] = [
  broken("package.json", "{"),
  broken("package.json", ""),
  broken("package.json", "[]"),
  broken("package.json", ["<<<<<<< ours", "{}", "=======", "{}", `${">".repeat(7)} theirs`].join("\n")),
  broken("package.json", Buffer.from([0xff, 0xfe, 0x7b, 0])),
  broken("package.json", `{"dependencies": {"${pinned}": "${pin}", "${pinned}": "^${pin}"}}`),
  broken("pins.json", "{"),
  broken("pins.json", json({ pins: [] })),
  broken("pins.json", json({ pins: [{ package: pinned, version: `^${pin}` }] })),
  broken("pins.json", json({ pins: [{ package: pinned }] })),
  broken("bun.lock", "{"),
  broken("bun.lock", json({ lockfileVersion: 4, workspaces: { "": {} }, packages: {} })),
  broken("pnpm-workspace.yaml", "packages: [\n"),
  {
    name: "a workspace's package.json that cannot be read",
    files: { ...good(), "packages/a/package.json": "{" },
    exit: 2,
  },
];
