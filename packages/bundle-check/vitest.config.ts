import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "../../scripts/verify/temporary-folder.ts",
    // A limit against what never ends. What has to be fast is held to CPU time or to a limit of its own.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    env: { NO_COLOR: "1" },
  },
});
