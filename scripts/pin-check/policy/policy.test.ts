import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { UnreadableFileError } from "../documents/document.ts";
import { isExactVersion, readPolicy } from "./read-policy.ts";

const folder = join(import.meta.dirname, "..");
const validate = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(join(folder, "pins.schema.json"), "utf8")),
);
const pin = { package: "a", version: "1.0.0" };

function isRead(policy: unknown): boolean {
  try {
    readPolicy("pins.json", Buffer.from(JSON.stringify(policy)));
    return true;
  } catch (error) {
    if (error instanceof UnreadableFileError) return false;
    throw error;
  }
}

const policies: readonly (readonly [boolean, unknown])[] = [
  [true, { pins: [pin] }],
  [true, { $schema: "x", pins: [{ ...pin, reason: "r", denied: ["0.9.0"], allowWorkspace: true }] }],
  [true, { pins: [{ ...pin, denied: { "0.9.0": "bad" } }] }],
  [true, { pins: [{ ...pin, package: "@scope/a", integrity: `sha512-${"A".repeat(86)}==` }] }],
  [
    true,
    {
      pins: [
        { ...pin, version: "1.0.0-alpha.1" },
        { ...pin, package: "b" },
      ],
    },
  ],
  [false, {}],
  [false, []],
  [false, { pins: [] }],
  [false, { pins: [{}] }],
  [false, { pins: [pin], more: true }],
  [false, { pins: [{ ...pin, more: true }] }],
  [false, { pins: [{ ...pin, version: "^1.0.0" }] }],
  [false, { pins: [{ ...pin, version: "1.0" }] }],
  [false, { pins: [{ ...pin, version: "1.0.0+build" }] }],
  [false, { pins: [{ ...pin, version: "1.0.0-01" }] }],
  [false, { pins: [{ ...pin, version: " 1.0.0" }] }],
  [false, { pins: [{ ...pin, package: "a b" }] }],
  [false, { pins: [{ ...pin, package: "@Scope/" }] }],
  [false, { pins: [{ ...pin, denied: ["1.x"] }] }],
  [false, { pins: [{ ...pin, denied: { "1.0.1": 1 } }] }],
  [false, { pins: [{ ...pin, denied: "1.0.1" }] }],
  [false, { pins: [{ ...pin, integrity: "sha1-x" }] }],
  [false, { pins: [{ ...pin, allowWorkspace: 1 }] }],
  [false, { pins: [{ ...pin, reason: 1 }] }],
];

describe("a policy", () => {
  it.each(policies)("is read or refused (%s), as its schema says: %j", (isValid, policy) => {
    expect({ read: isRead(policy), schema: validate(policy) }).toEqual({ read: isValid, schema: isValid });
  });

  it("that is shipped says what the repository means", () => {
    const shipped = readFileSync(join(folder, "pins.json"));
    expect(validate(JSON.parse(shipped.toString("utf8")))).toBe(true);
    const [plugin] = readPolicy("pins.json", shipped).pins;
    const root: { dependencies: Record<string, string> } = JSON.parse(
      readFileSync(join(folder, "..", "..", "package.json"), "utf8"),
    );
    expect(plugin).toMatchObject({ package: "@elizaos/plugin-openrouter", allowWorkspace: true });
    expect(root.dependencies).toEqual({ "@elizaos/plugin-openrouter": plugin?.version });
  });
});

describe("an exact version", () => {
  it.each(["1.2.3", "0.0.0", "2.0.0-alpha.13", "1.0.0-x-y.0"])("%s", (text) => {
    expect(isExactVersion(text)).toBe(true);
  });

  it.each([
    "=1.2.3",
    "v1.2.3",
    "1.2",
    "1.2.3+b",
    "01.2.3",
    "1.2.3-",
    "1.2.3-a..b",
    "1.2.3\n",
    "１.2.3",
    "latest",
    "",
  ])("not %j", (text) => {
    expect(isExactVersion(text)).toBe(false);
  });
});
