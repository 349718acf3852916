/** A file system error as a sentence: which code means what to a person. */
export function systemErrorText(error: unknown, subject: string): string {
  switch (systemErrorCode(error)) {
    case "ENOENT":
      return `${subject} does not exist.`;
    case "EACCES":
    case "EPERM":
      return `${subject} may not be read: permission denied.`;
    case "ENOTDIR":
      return `${subject} does not exist: a part of its path is not a folder.`;
    case "EISDIR":
      return `${subject} is a folder.`;
    case "ELOOP":
      return `${subject} is a link that leads to itself.`;
    case "ENAMETOOLONG":
      return `${subject} has too long a name.`;
    default:
      return `${subject} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** "ENOENT" and the like; undefined when the error does not come from the system. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
