/** The configuration cannot be used: exit code 2. Lists every problem, so that one round of editing is enough. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  constructor(
    /** The file as the user knows it. */
    file: string,
    problems: readonly string[],
    options?: ErrorOptions,
  ) {
    const [only] = problems;
    super(
      problems.length === 1
        ? `Configuration in ${file}: ${only}`
        : `Configuration in ${file} has ${problems.length} problems:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
      options,
    );
  }
}
