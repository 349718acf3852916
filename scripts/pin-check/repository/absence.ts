/** Whether an error says that there is no such file, also because a part of its path is no folder. */
export function isAbsence(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

/** Null for what is not there. Node's `throwIfNoEntry: false` means that too; under Bun it throws for `file/name`. */
export function whereThereIs<Result>(look: () => Result): Result | null {
  try {
    return look();
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}
