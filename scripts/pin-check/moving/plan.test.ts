import { describe, expect, it } from "vitest";
import { gatherFacts } from "../gather-facts.ts";
import { findPolicy } from "../policy/find-policy.ts";
import { openRepository } from "../repository/repository-files.ts";
import { denied, pin, plugin, policy } from "../testing/lockfiles.ts";
import { type ScratchFiles, scratchRepository } from "../testing/scratch-repository.ts";
import { planEdits } from "./plan.ts";

const next = "2.0.0-alpha.14";
const integrity = `sha512-${"N".repeat(86)}==`;

async function plan(files: ScratchFiles): Promise<Record<string, string>> {
  const repository = openRepository(scratchRepository({ "pins.json": policy(), ...files }));
  const found = findPolicy(repository, null, repository.root);
  const facts = await gatherFacts(repository, found);
  const [moved] = found.pins;
  if (moved === undefined) throw new Error("The policy has no pin.");
  const changes = planEdits(facts, moved, next, integrity, repository.root);
  return Object.fromEntries(changes.map(({ path, content }) => [path, content]));
}

async function planRoot(manifest: object): Promise<unknown> {
  const { "package.json": content = JSON.stringify(manifest) } = await plan({ "package.json": manifest });
  return JSON.parse(content);
}

describe("what a move writes", () => {
  it.each<[string, object, object]>([
    ["the version", { dependencies: { [plugin]: pin } }, { dependencies: { [plugin]: next } }],
    [
      "the equals sign",
      { dependencies: { [plugin]: `=${pin}` } },
      { dependencies: { [plugin]: `=${next}` } },
    ],
    [
      "an alias",
      { devDependencies: { router: `npm:${plugin}@${pin}` } },
      { devDependencies: { router: `npm:${plugin}@${next}` } },
    ],
    ["a range", { dependencies: { [plugin]: "^2.0.0-alpha.10" } }, { dependencies: { [plugin]: next } }],
    ["what has moved already", { dependencies: { [plugin]: next } }, { dependencies: { [plugin]: next } }],
    [
      "overrides in all their forms",
      { overrides: { [plugin]: { ".": pin, zod: "3" }, a: { [plugin]: pin }, [`${plugin}@${denied}`]: pin } },
      {
        overrides: {
          [plugin]: { ".": next, zod: "3" },
          a: { [plugin]: next },
          [`${plugin}@${denied}`]: next,
        },
      },
    ],
    [
      "resolutions and pnpm's overrides",
      {
        resolutions: { [`**/${plugin}`]: pin },
        pnpm: { overrides: { [`a>${plugin}`]: pin, [`b>${plugin}`]: "-" } },
      },
      {
        resolutions: { [`**/${plugin}`]: next },
        pnpm: { overrides: { [`a>${plugin}`]: next, [`b>${plugin}`]: "-" } },
      },
    ],
    [
      "catalogs, and not what refers to them",
      {
        catalog: { [plugin]: pin },
        workspaces: { catalogs: { ai: { [plugin]: pin } } },
        dependencies: { [plugin]: "catalog:ai" },
        overrides: { [plugin]: `$${plugin}` },
      },
      {
        catalog: { [plugin]: next },
        workspaces: { catalogs: { ai: { [plugin]: next } } },
        dependencies: { [plugin]: "catalog:ai" },
        overrides: { [plugin]: `$${plugin}` },
      },
    ],
    [
      "no peer range that includes it",
      { peerDependencies: { [plugin]: "^2.0.0-alpha.13" } },
      { peerDependencies: { [plugin]: "^2.0.0-alpha.13" } },
    ],
    ["an exact peer", { peerDependencies: { [plugin]: pin } }, { peerDependencies: { [plugin]: next } }],
    [
      "a peer range that excludes it",
      { peerDependencies: { [plugin]: "^1.0.0" } },
      { peerDependencies: { [plugin]: `^1.0.0 || ${next}` } },
    ],
    [
      "nobody's fork",
      { dependencies: { [plugin]: "github:me/plugin-openrouter", a: `file:../${plugin}` } },
      { dependencies: { [plugin]: "github:me/plugin-openrouter", a: `file:../${plugin}` } },
    ],
  ])("is %s", async (_name, before, after) => {
    expect(await planRoot({ name: "consumer", ...before })).toEqual({ name: "consumer", ...after });
  });

  it("leaves the comments of YAML where they are", async () => {
    const workspace = `# ours\npackages:\n  - packages/*\ncatalog:\n  "${plugin}": ${pin} # exact\noverrides:\n  '${plugin}': '${pin}'\n`;
    const yarn = `catalogs:\n  ai:\n    "${plugin}": "npm:${pin}"\nenableTelemetry: false\n`;
    const changes = await plan({
      "package.json": { name: "consumer", packageManager: "yarn@4.18.1" },
      "pnpm-workspace.yaml": workspace,
      ".yarnrc.yml": yarn,
    });
    expect(changes["pnpm-workspace.yaml"]).toBe(workspace.replaceAll(pin, next));
    expect(changes[".yarnrc.yml"]).toBe(yarn.replaceAll(pin, next));
  });

  it("moves the policy alone where nothing asks for the package", async () => {
    const changes = await plan({ "package.json": { name: "consumer" } });
    expect(Object.keys(changes)).toEqual(["pins.json"]);
    expect(JSON.parse(changes["pins.json"] ?? "").pins).toEqual([
      { package: plugin, version: next, denied: { [denied]: "truncated" } },
    ]);
  });

  it("lays a policy into a repository that had none, and trusts no workspace of it", async () => {
    const repository = openRepository(
      scratchRepository({ "package.json": { name: "consumer", dependencies: { [plugin]: pin } } }),
    );
    const found = findPolicy(repository, null, repository.root);
    expect(found.source).toBe("shipped");
    const facts = await gatherFacts(repository, found);
    const [moved] = found.pins;
    if (moved === undefined) throw new Error("The policy has no pin.");
    const changes = planEdits(facts, moved, next, integrity, repository.root);
    expect(changes.map(({ path }) => path)).toEqual(["package.json", "pins.json"]);
    const [{ version, allowWorkspace }] = JSON.parse(changes[1]?.content ?? "").pins;
    expect({ version, allowWorkspace }).toEqual({ version: next, allowWorkspace: false });
  });
});
