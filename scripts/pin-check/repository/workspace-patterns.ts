import picomatch from "picomatch";
import { UnreadableFileError } from "../documents/document.ts";

/** The workspace globs of one file, in the order in which they stand. */
export interface WorkspaceGlobs {
  readonly file: string;
  readonly globs: readonly string[];
  /** pnpm: an exclusion always wins. Elsewhere a later glob may take a folder in again. */
  readonly exclusionsWin: boolean;
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

export function createMatcher({ file, globs, exclusionsWin }: WorkspaceGlobs): WorkspaceMatcher {
  const patterns = globs.map((glob) => readPattern(file, glob));
  const inclusions = patterns.filter(({ isExclusion }) => !isExclusion);
  return {
    isWorkspace(folder) {
      if (exclusionsWin) {
        return (
          inclusions.some(({ matches }) => matches(folder)) &&
          !patterns.some(({ isExclusion, matches }) => isExclusion && matches(folder))
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
  const cleaned = (isExclusion ? glob.slice(1) : glob)
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
