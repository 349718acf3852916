import { describe, expect, it } from "vitest";
import { UnreadableFileError } from "../documents/document.ts";
import { readLockfile } from "./read-lockfile.ts";

const length = 400_000;
const long = (text: string): string => text.repeat(Math.ceil(length / text.length));
const bun = (key: string, dependencies = "") =>
  `{"lockfileVersion":1,"workspaces":{"":{}},"packages":{"${key}":["a@1.0.0","",{"dependencies":{${dependencies}}},""]}}`;
const npm = (key: string, entry = '"version":"1.0.0","dependencies":{"b":"1"}') =>
  `{"lockfileVersion":3,"packages":{"":{},"${key}":{${entry}}}}`;
const berry = (key: string) =>
  `__metadata:\n  version: 8\n\n"${key}":\n  version: 1\n  resolution: "a@npm:1"\n  linkType: hard\n`;
const classic = (text: string) => `# yarn lockfile v1\n\n${text}`;

/** Texts on which a careless expression or a careless search takes the square of their length, or worse. */
const hostile: readonly (readonly [string, string, string])[] = [
  ["empty lines", "yarn.lock", long("\n")],
  ["empty lines of Windows", "yarn.lock", long("\r\n")],
  ["comments", "yarn.lock", long("# yarn\n")],
  ["spaces in a key", "yarn.lock", classic(`a@1${long(" ")}:\n  version "1"\n`)],
  ["a long line", "yarn.lock", classic(`a@${long("1")}`)],
  ["quotes", "yarn.lock", classic(long('"'))],
  ["backslashes", "yarn.lock", classic(`"${long("\\")}`)],
  ["commas", "yarn.lock", classic(`${long("a@1, ")}:\n`)],
  [
    "many patterns",
    "yarn.lock",
    classic(`${Array.from({ length: 20_000 }, (_, index) => `a@${index}`).join(", ")}:\n  version "1"\n`),
  ],
  ["spaces in a descriptor", "yarn.lock", berry(`a@npm:1${long(" ")}`)],
  ["commas in a descriptor", "yarn.lock", berry(long("a@npm:1,"))],
  ["a path of names", "bun.lock", bun(long("a/").slice(0, -1), '"b":"1"')],
  ["a path of folders", "package-lock.json", npm(long("node_modules/a/").slice(0, -1))],
  [
    "an address",
    "package-lock.json",
    npm("node_modules/a", `"version":"1.0.0","resolved":"https://h${long("/a/-")}"`),
  ],
  [
    "an address of dashes",
    "package-lock.json",
    npm("node_modules/a", `"version":"1.0.0","resolved":"https://h/${long("-")}"`),
  ],
  ["a deep flow", "pnpm-lock.yaml", `lockfileVersion: '9.0'\na: ${long("[")}`],
  ["question marks", "pnpm-lock.yaml", `lockfileVersion: '9.0'\n${long("? ")}`],
  ["dashes", "pnpm-lock.yaml", `lockfileVersion: '9.0'\na:\n${long("- ")}`],
  ["a long text", "pnpm-lock.yaml", `lockfileVersion: '9.0'\na: "${long("\\n")}`],
  ["parentheses", "pnpm-lock.yaml", `lockfileVersion: '9.0'\nsnapshots:\n  'a@1${long("(")}': {}\n`],
  ["documents", "pnpm-lock.yaml", long("---\n")],
  ["half a conflict", "pnpm-lock.yaml", long("<<<<<< ")],
];

describe("hostile text", () => {
  it.each(hostile)("is read or refused in time: %s in %s", (_what, path, text) => {
    const before = process.cpuUsage();
    try {
      readLockfile(path, Buffer.from(text));
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableFileError);
    }
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(3);
  });
});
