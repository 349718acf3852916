import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "../../scripts/verify/temporary-folder.ts",
    testTimeout: 30_000,
    // Loading core takes longer than most tests; one worker loads it once.
    isolate: false,
    maxWorkers: 1,
    // No eliza.json of whoever runs the tests may take part in them.
    env: { NO_COLOR: "1", LOG_LEVEL: "fatal", ELIZA_STATE_DIR: "/nonexistent" },
    setupFiles: ["test/support/no-unhandled-rejections.ts"],
  },
});
