/**
 * Whether a path matches a pattern in which `*` stands for any characters but "/", and `**` for any folders.
 * Walks both once per star instead of building a regular expression, which patterns could make very slow.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  return matchSegments(path.split("/"), pattern.split("/"), matchSegment);
}

function matchSegments(
  path: readonly string[],
  pattern: readonly string[],
  matchOne: (segment: string, pattern: string) => boolean,
): boolean {
  return matchWithStars(path.length, pattern.length, {
    isStar: (index) => pattern[index] === "**",
    matches: (pathIndex, patternIndex) => matchOne(path[pathIndex] ?? "", pattern[patternIndex] ?? ""),
  });
}

function matchSegment(segment: string, pattern: string): boolean {
  return matchWithStars(segment.length, pattern.length, {
    isStar: (index) => pattern[index] === "*",
    matches: (segmentIndex, patternIndex) => segment[segmentIndex] === pattern[patternIndex],
  });
}

interface StarPattern {
  /** The pattern's element stands for any number of elements of the subject. */
  readonly isStar: (patternIndex: number) => boolean;
  readonly matches: (subjectIndex: number, patternIndex: number) => boolean;
}

/** Greedy matching that on failure goes back to the last star only, which suffices for patterns of stars. */
function matchWithStars(subjectLength: number, patternLength: number, pattern: StarPattern): boolean {
  let subject = 0;
  let index = 0;
  let lastStar = -1;
  let resumeAt = 0;
  while (subject < subjectLength) {
    if (index < patternLength && pattern.isStar(index)) {
      lastStar = index;
      resumeAt = subject;
      index += 1;
    } else if (index < patternLength && pattern.matches(subject, index)) {
      subject += 1;
      index += 1;
    } else if (lastStar >= 0) {
      resumeAt += 1;
      subject = resumeAt;
      index = lastStar + 1;
    } else {
      return false;
    }
  }
  while (index < patternLength && pattern.isStar(index)) index += 1;
  return index === patternLength;
}
