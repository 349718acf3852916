/** The command line asks for something that does not exist or cannot be done: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
