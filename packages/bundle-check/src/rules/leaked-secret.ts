import { posix } from "node:path";
import type { PackageFacts } from "../package-facts.js";
import { asBuffer } from "../package-files/as-buffer.js";
import type { PackageFiles } from "../package-files/package-files.js";
import { shownOfSecret } from "./leaks/hide-secrets.js";
import { isKeyFile, isKeyOfLocalServer } from "./leaks/local-server-key.js";
import { mayHoldToken } from "./leaks/may-hold-secret.js";
import { isTestFile } from "./leaks/package-texts.js";
import { readPrivateKey } from "./leaks/private-key.js";
import { secretFormats } from "./leaks/secret-formats.js";
import { suspectsIn } from "./leaks/suspects.js";
import { defineRule } from "./rule.js";

/** Findings per file and per package. A file of many secrets is one problem. */
const [mostPerFile, mostPerPackage] = [5, 50];
/** Marks looked at per file. Real files have a handful. */
const mostMarks = 2_000;
/** Characters before and behind a mark that can belong to the same secret. */
const [before, behind] = [100, 420];
const beginningOfKey = "-----BEGIN ";
const anyMark = new RegExp([beginningOfKey, ...secretFormats.map(({ mark }) => mark.source)].join("|"), "g");
/** The only marks that count in a file without the signs of other tokens. They are searched much faster. */
const longMarks = [beginningOfKey, "T3BlbkFJ", "hooks.slack.com/services/T"];

interface SuspiciousText {
  readonly path: string;
  /** The bytes as one character each: all that is looked for is ASCII. */
  readonly text: string;
  /** Where a secret may be. */
  readonly offsets: Iterable<number>;
}

interface FoundSecret {
  readonly kind: string;
  readonly offset: number;
  readonly secret: string;
  readonly isDoubtful: boolean;
}

export const leakedSecret = defineRule({
  id: "leaked-secret",
  severity: "error",
  summary: "a private key or a provider's access token in a shipped file",
  *check(facts) {
    let total = 0;
    let isCollected: boolean | undefined;
    for (const suspect of suspicious(facts.files)) {
      const { path } = suspect;
      let count = 0;
      const seen = new Set<string>();
      for (const found of findSecrets(suspect)) {
        if (seen.has(found.secret)) continue;
        seen.add(found.secret);
        if (++count > mostPerFile) break;
        if (++total > mostPerPackage) return;
        isCollected ??= collectsKeys(facts.files.paths);
        yield {
          place: placeOf(facts, path, found),
          // Nothing of the secret itself may reach a report, but its first characters.
          args: {
            kind: found.kind,
            beginning: found.secret.slice(0, shownOfSecret),
            isDoubtful: found.isDoubtful,
          },
          ...(found.isDoubtful ||
          isTestFile(path) ||
          (isCollected && isKeyFile(path)) ||
          (found.secret.startsWith("-----") && isKeyOfLocalServer(path, facts)) ||
          ((isDocument(path) || isSourceOfLibrary(path)) && found.secret.startsWith("-----"))
            ? { severity: "warning" as const }
            : {}),
        };
      }
    }
  },
});

/** The files that may hold a secret, which are few. */
function* suspicious(files: PackageFiles): Iterable<SuspiciousText> {
  for (const path of suspectsIn(files).secrets) {
    const bytes = asBuffer(files.bytes(path));
    if (mayHoldToken(bytes)) {
      const text = bytes.toString("latin1");
      yield { path, text, offsets: matchesOf(anyMark, text) };
    } else {
      // As in every program that can read a key: no text is made of one that has none.
      const offsets = occurrencesOf(longMarks, bytes);
      if (offsets.length > 0) yield { path, text: bytes.toString("latin1"), offsets };
    }
  }
}

/** Files of this many keys beside each other are made for tests of certificates (expo-updates); a lost one comes alone. */
const keysOfCollection = 6;

/** Documents show what a key looks like (node-rsa), and so do declarations, which no code runs with (@octokit/openapi-types). */
function isDocument(path: string): boolean {
  return /\.(md|markdown|rst|adoc|d\.[cm]?ts)$/i.test(path);
}

function collectsKeys(paths: readonly string[]): boolean {
  return (
    paths.filter((path) => isKeyFile(path) && /key/i.test(posix.basename(path))).length >= keysOfCollection
  );
}

/** The source of a library in C that an addon is built with: its own tests have such keys (node-rdkafka). */
function isSourceOfLibrary(path: string): boolean {
  return /(^|\/)(deps|vendor|third_party|libs?)\/.*\.(c|cc|cpp|cxx|h|hpp)$/.test(path);
}

function* findSecrets({ path, text, offsets }: SuspiciousText): Iterable<FoundSecret> {
  const isCode = /\.([cm]?[jt]sx?|map|json)$/.test(path);
  let count = 0;
  for (const at of offsets) {
    if (++count > mostMarks) return;
    if (text.startsWith(beginningOfKey, at)) {
      const key = readPrivateKey(text, at);
      if (!key) continue;
      const isDoubtful = key.isEncrypted || (key.isForEverybody && isCode);
      yield { kind: key.kind, offset: at, secret: text.slice(at, at + behind), isDoubtful };
    } else {
      yield* findTokens(text, at);
    }
  }
}

/** One expression for all formats: a file of megabytes is gone through once. */
function* matchesOf(mark: RegExp, text: string): Iterable<number> {
  for (const { index } of text.matchAll(mark)) yield index;
}

/** Where any of these stands, in order. */
function occurrencesOf(marks: readonly string[], bytes: Buffer): number[] {
  const offsets: number[] = [];
  for (const mark of marks) {
    let count = 0;
    for (let at = bytes.indexOf(mark); at !== -1 && count < mostMarks; at = bytes.indexOf(mark, at + 1)) {
      offsets.push(at);
      count++;
    }
  }
  return offsets.sort((left, right) => left - right);
}

function* findTokens(text: string, at: number): Iterable<FoundSecret> {
  const start = Math.max(0, at - before);
  const window = text.slice(start, at + behind);
  for (const { kind, pattern, judge } of secretFormats) {
    for (const match of window.matchAll(pattern)) {
      const offset = start + match.index;
      const likelihood = judge(match[0], text, offset);
      if (likelihood !== "none")
        yield { kind, offset, secret: match[0], isDoubtful: likelihood === "possible" };
    }
  }
}

/** The search reads bytes as characters; columns count the characters of the decoded text. */
function placeOf({ files, placeInText }: PackageFacts, path: string, { secret, offset }: FoundSecret) {
  const text = files.text(path);
  const at = text.indexOf(secret.slice(0, 40), Math.max(0, text.length - files.size(path) + offset));
  return placeInText(path, text, at === -1 ? Math.max(0, text.indexOf(secret.slice(0, 40))) : at);
}
