import picomatch from "picomatch";
import { UnreadableFileError } from "../documents/document.ts";

/**
 * - `in order`: a later glob may take an excluded folder in again.
 * - `always`: an exclusion wins wherever it stands; so pnpm reads them.
 * - `never`: Yarn 1 reads over them.
 */
export type Exclusions = "in order" | "always" | "never";

/** The workspace globs of one file, in the order in which they stand. */
export interface WorkspaceGlobs {
  readonly file: string;
  readonly globs: readonly string[];
  readonly exclusions: Exclusions;
  /** What the program that reads the globs takes for the manifest of a workspace, the first that is there. */
  readonly manifestNames: readonly string[];
}

export interface WorkspaceMatcher {
  isWorkspace(folder: string): boolean;
  /** Whether a folder under this one may be a workspace; keeps the walk from looking everywhere. */
  mayContain(folder: string): boolean;
}

interface Pattern {
  readonly isExclusion: boolean;
  readonly segments: readonly string[];
  matches(folder: string): boolean;
  readonly segmentMatchers: readonly ((segment: string) => boolean)[];
}

const special = /[{}()]/;

export function createMatcher({ file, globs, exclusions }: WorkspaceGlobs): WorkspaceMatcher {
  const patterns = globs.map((glob) => readPattern(file, glob));
  const inclusions = patterns.filter(({ isExclusion }) => !isExclusion);
  return {
    isWorkspace(folder) {
      if (exclusions !== "in order") {
        return (
          inclusions.some(({ matches }) => matches(folder)) &&
          (exclusions === "never" ||
            !patterns.some(({ isExclusion, matches }) => isExclusion && matches(folder)))
        );
      }
      return patterns.reduce(
        (isIn, { isExclusion, matches }) => (matches(folder) ? !isExclusion : isIn),
        false,
      );
    },
    mayContain(folder) {
      const path = folder.split("/");
      return inclusions.some((pattern) => isPrefix(path, pattern));
    },
  };
}

function readPattern(file: string, glob: string): Pattern {
  const isExclusion = glob.startsWith("!");
  // Of a glob as much is taken as any package manager does, and of an exclusion only what all of them do.
  const cleaned = isExclusion
    ? glob
        .slice(1)
        .replace(/^(?:\.\/)+/, "")
        .replace(/\/$/, "")
    : glob
        .replaceAll("\\", "/")
        .replace(/^(?:\.?\/)+/, "")
        .replace(/\/+(?:package\.json)?$/, "")
        .replace(/\/{2,}/g, "/");
  const segments = cleaned.split("/");
  if (segments.includes("..")) {
    throw new UnreadableFileError(
      file,
      `Its workspace pattern ${JSON.stringify(glob)} leads out of the repository.`,
      "Give --root the folder that holds all of the workspaces.",
    );
  }
  if (cleaned.length > 1_000) {
    throw new UnreadableFileError(
      file,
      "It has a workspace pattern of more than 1,000 characters.",
      "Shorten it.",
    );
  }
  if (isCostly(segments)) {
    throw new UnreadableFileError(
      file,
      `Its workspace pattern ${JSON.stringify(glob)} has more wildcards than can be matched in bounded time.`,
      "Name the folders, or write several patterns.",
    );
  }
  // An exclusion of `a/**` excludes `a` as well, as package managers see it.
  const matches =
    cleaned === ""
      ? () => false
      : picomatch(isExclusion ? [cleaned, cleaned.replace(/\/\*\*$/, "")] : cleaned, { nonegate: true });
  return {
    isExclusion,
    segments,
    matches: (folder) => matches(folder),
    segmentMatchers: segments.map((segment) =>
      segment === "" ? () => false : picomatch(segment, { nonegate: true }),
    ),
  };
}

/** How many wildcards a segment may have besides one, over the whole pattern: each multiplies the ways to match. */
const mostFurther = 2;

/** A pattern is matched by a regular expression, which somebody may make try all ways to cut a long name in pieces. */
function isCostly(segments: readonly string[]): boolean {
  const globstars = segments.filter((segment) => segment.includes("**")).length;
  const further = segments.map((segment) => countWildcards(segment) - 1);
  const sum = [globstars - 1, ...further].reduce((total, count) => total + Math.max(0, count), 0);
  return sum > mostFurther || segments.some(hasCostlyGroup);
}

/** Alternatives add ways instead of multiplying them: of `{a-*,b-*}` the one with the most wildcards counts. */
function countWildcards(segment: string): number {
  const count = (text: string): number => (text.match(/\*+|[({+]/g) ?? []).length;
  let inGroups = 0;
  const outside = segment.replace(/[({]([^(){}]*)[)}]/g, (_, inner: string) => {
    inGroups += 1 + Math.max(...inner.split(/[,|]/).map(count));
    return "/";
  });
  return inGroups + count(outside);
}

/** `+(a|aa)` can be cut in pieces in many ways, `+(a|b)` in one. */
function hasCostlyGroup(segment: string): boolean {
  const [, before = "", inner = "", after = ""] = /([+*]?)\((.*)\)(.*)/.exec(segment) ?? [];
  if (before === "" && !/^[+*]/.test(after)) return false;
  const words = inner.split("|");
  return words.some(
    (word, index) =>
      !/^[\w-]+$/.test(word) || words.some((other, place) => place !== index && other.startsWith(word)),
  );
}

function isPrefix(path: readonly string[], { segments, segmentMatchers }: Pattern): boolean {
  for (const [index, part] of path.entries()) {
    const segment = segments[index];
    if (segment === undefined) return false;
    // Braces may hold a slash, so from here on anything is possible.
    if (segment.includes("**") || special.test(segment)) return true;
    if (segmentMatchers[index]?.(part) !== true) return false;
  }
  return segments.length > path.length;
}
