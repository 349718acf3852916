/** What the folder around a package tells about how it is built. Read once while the target is opened. */
export interface Surroundings {
  /** Exact releases of Bun that the repository asks for, nearest first. */
  readonly bunReleases: readonly ToldRelease[];
  /** A script or a build file calls Bun's bundler. */
  readonly bundlesWithBun: boolean;
}

export interface ToldRelease {
  /** For example "1.3.11". */
  readonly release: string;
  /** Where it is asked for, relative to the package directory: `packageManager in package.json`. */
  readonly toldBy: string;
}

/** A tarball has no surroundings. */
export const noSurroundings: Surroundings = { bunReleases: [], bundlesWithBun: false };
