/**
 * What differs between Node (or Bun) and a browser. Each entry file hands its own implementation to
 * `createOpenRouterPlugin`, so the browser bundle never contains a line of Node code.
 */
export interface Platform {
  readonly name: "node" | "browser";
  /**
   * Reads an environment variable.
   *
   * @returns its value, or `undefined` when it is not set or the platform has no environment.
   */
  environment(name: string): string | undefined;
}
