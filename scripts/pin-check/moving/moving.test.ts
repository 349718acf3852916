import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type SourceDocument, UnreadableFileError } from "../documents/document.ts";
import { readJson } from "../documents/read-json.ts";
import { readYaml } from "../documents/read-yaml.ts";
import { checkRepository } from "../testing/run-pin-check.ts";
import { scratchRepository } from "../testing/scratch-repository.ts";
import { commitFiles, restore } from "./commit.ts";
import { editText } from "./edit-text.ts";
import { journalFolder } from "./journal-folder.ts";

const json = (text: string): SourceDocument =>
  readJson("a.json", Buffer.from(text), { allowsComments: true });
const yaml = (text: string): SourceDocument => readYaml("a.yaml", Buffer.from(text));

describe("an edit", () => {
  it("leaves everything but the value as it is", () => {
    const text = `{\r\n\t"z" : "1.0.0" ,  // why\r\n\t"a": { "b": ["x", "1.0.0"] },\r\n\t"q\\"": "1.\\u0030.0"\r\n}`;
    const edited = editText(json(text), [
      { keyPath: ["z"], value: "2.0.0" },
      { keyPath: ["a", "b", 1], value: "2.0.0-alpha.1" },
      { keyPath: ['q"'], value: "3" },
    ]);
    expect(edited).toBe(
      text
        .replace('"z" : "1.0.0"', '"z" : "2.0.0"')
        .replace('"x", "1.0.0"', '"x", "2.0.0-alpha.1"')
        .replace('"1.\\u0030.0"', '"3"'),
    );
  });

  it("keeps the quotes and comments of YAML", () => {
    const text = `# all of it\ncatalog:\n  'a': 1.0.0 # plain\n  "b": "1.0.0"\n  c: '1.0.0'\n`;
    const edited = editText(yaml(text), [
      { keyPath: ["catalog", "a"], value: "2.0.0" },
      { keyPath: ["catalog", "b"], value: "2.0.0" },
      { keyPath: ["catalog", "c"], value: "2.0.0" },
    ]);
    expect(edited).toBe(text.replaceAll("1.0.0", "2.0.0"));
  });

  it("refuses what it would garble", () => {
    const text = "catalog:\n  a: &version 1.0.0\n  b: *version\n";
    expect(() => editText(yaml(text), [{ keyPath: ["catalog", "b"], value: "2.0.0" }])).toThrow(/not edited/);
    expect(() => editText(json("{}"), [{ keyPath: ["a"], value: "2.0.0" }])).toThrow(/no text/);
  });
});

describe("files that are put in place together", () => {
  const files = () => scratchRepository({ "a.json": "old a", "b/c.json": "old c" });
  const changes = [
    { path: "a.json", before: Buffer.from("old a"), after: Buffer.from("new a") },
    { path: "b/c.json", before: Buffer.from("old c"), after: Buffer.from("new c") },
    { path: "d/new.md", before: null, after: Buffer.from("new d") },
  ];
  const read = (root: string, path: string) => readFileSync(join(root, path), "utf8");

  it("keep their modes, and stay links where they are links", () => {
    const root = files();
    chmodSync(join(root, "a.json"), 0o600);
    renameSync(join(root, "b/c.json"), join(root, "b/real.json"));
    symlinkSync("real.json", join(root, "b/c.json"));
    commitFiles(root, changes);
    expect(statSync(join(root, "a.json")).mode & 0o777).toBe(0o600);
    expect(readlinkSync(join(root, "b/c.json"))).toBe("real.json");
    expect(read(root, "b/real.json")).toBe("new c");
  });

  it("are all new afterwards, and nothing else is left", () => {
    const root = files();
    commitFiles(root, changes);
    expect([read(root, "a.json"), read(root, "b/c.json"), read(root, "d/new.md")]).toEqual([
      "new a",
      "new c",
      "new d",
    ]);
    expect(existsSync(join(root, journalFolder))).toBe(false);
  });

  it("are all old when one cannot be written", () => {
    const root = files();
    // A folder stands where the last file belongs.
    mkdirSync(join(root, "d/new.md/x"), { recursive: true });
    expect(() => commitFiles(root, changes)).toThrow();
    expect([read(root, "a.json"), read(root, "b/c.json")]).toEqual(["old a", "old c"]);
  });

  it.each(["out/victim", "link"])(
    "are written nowhere else, whatever a journal in the repository says: %s",
    (path) => {
      const outside = scratchRepository({ victim: "theirs" });
      const root = scratchRepository({
        "a.json": "new a",
        [`${journalFolder}/0`]: "ours",
        [`${journalFolder}/journal.json`]: { entries: [{ path, saved: "0" }] },
      });
      symlinkSync(outside, join(root, "out"));
      symlinkSync(join(outside, "victim"), join(root, "link"));
      expect(() => restore(root)).toThrow(UnreadableFileError);
      expect(read(outside, "victim")).toBe("theirs");
    },
  );

  it.each(["nowhere", "link"])("are written through no link that leads nowhere: to %s", (target) => {
    const root = scratchRepository({
      [`${journalFolder}/0`]: "ours",
      [`${journalFolder}/journal.json`]: { entries: [{ path: "link", saved: "0" }] },
    });
    symlinkSync(target, join(root, "link"));
    expect(() => restore(root)).toThrow(UnreadableFileError);
    expect(readlinkSync(join(root, "link"))).toBe(target);
  });

  it("are read from nowhere else", () => {
    const outside = scratchRepository({ victim: "theirs", "journal/journal.json": { entries: [] } });
    const root = scratchRepository({
      "a.json": "new a",
      [`${journalFolder}/journal.json`]: { entries: [{ path: "a.json", saved: "0" }] },
    });
    symlinkSync(join(outside, "victim"), join(root, journalFolder, "0"));
    expect(() => restore(root)).toThrow(UnreadableFileError);
    expect(read(root, "a.json")).toBe("new a");
    const linked = scratchRepository({});
    symlinkSync(join(outside, "journal"), join(linked, journalFolder));
    expect(() => restore(linked)).toThrow(UnreadableFileError);
    expect(existsSync(join(outside, "journal/journal.json"))).toBe(true);
  });

  it("take nothing away elsewhere either", () => {
    const outside = scratchRepository({ victim: "theirs" });
    const root = scratchRepository({
      [`${journalFolder}/journal.json`]: { entries: [{ path: "out/victim", saved: null }] },
    });
    symlinkSync(outside, join(root, "out"));
    expect(() => restore(root)).toThrow(UnreadableFileError);
    expect(read(outside, "victim")).toBe("theirs");
  });

  it("are all old again after an interruption, which the check refuses until then", async () => {
    const root = scratchRepository({
      "package.json": { name: "consumer" },
      "a.json": "new a",
      "d/new.md": "new d",
      [`${journalFolder}/0`]: "old a",
      [`${journalFolder}/journal.json`]: {
        entries: [
          { path: "a.json", saved: "0" },
          { path: "d/new.md", saved: null },
        ],
      },
    });
    expect((await checkRepository(root)).exitCode).toBe(2);
    expect(restore(root)).toBe(true);
    expect(read(root, "a.json")).toBe("old a");
    expect(existsSync(join(root, "d/new.md"))).toBe(false);
    expect(restore(root)).toBe(false);
    expect((await checkRepository(root)).exitCode).toBe(0);
  });

  it("stay untouched when the interruption came before the journal was complete", () => {
    const root = scratchRepository({ "a.json": "old a", [`${journalFolder}/0`]: "half" });
    expect(restore(root)).toBe(true);
    expect(read(root, "a.json")).toBe("old a");
  });

  it.each(["../outside", "/etc/passwd", "b/../../outside"])("are never restored to %s", (path) => {
    const root = files();
    mkdirSync(join(root, journalFolder));
    writeFileSync(join(root, journalFolder, "0"), "x");
    writeFileSync(
      join(root, journalFolder, "journal.json"),
      JSON.stringify({ entries: [{ path, saved: "0" }] }),
    );
    expect(() => restore(root)).toThrow(/not a journal/);
  });
});
