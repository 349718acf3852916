import type { Platform } from "./platform.js";

/**
 * Browsers and extensions. A bundler may put build-time variables into `process.env`; reading them here
 * could carry a key into a page, so the environment is always empty.
 */
export const browserPlatform: Platform = {
  name: "browser",
  environment: () => undefined,
  hostConfiguration: () => ({ settings: {}, problem: undefined }),
  readFile: async () => undefined,
  saveImage: async () => undefined,
  deleteImages: async () => undefined,
};
