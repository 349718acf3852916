import type { IAgentRuntime } from "@elizaos/core";
import type { HostConfiguration } from "../host/eliza-config.js";

/** How a generated image is kept. */
export interface ImageFileOptions {
  readonly mediaType: string;
  /** True when the file is deleted after use and at shutdown. */
  readonly isTemporary: boolean;
}

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
  /** What the host's configuration file says for this plugin; nothing where there is no such file. */
  hostConfiguration(): HostConfiguration;
  /**
   * Reads a local file, given by path or `file:` URL.
   *
   * @returns its bytes, or `undefined` where there are no local files.
   * @throws when the file cannot be read.
   */
  readFile(location: string | URL): Promise<Uint8Array | undefined>;
  /**
   * Writes an image to a temporary folder.
   *
   * @returns its `file:` URL, or `undefined` where there are no local files.
   */
  saveImage(
    runtime: IAgentRuntime,
    bytes: Uint8Array,
    options: ImageFileOptions,
  ): Promise<string | undefined>;
  /** Deletes the temporary images of a runtime that unloads the plugin. */
  deleteImages(runtime: IAgentRuntime): Promise<void>;
}
