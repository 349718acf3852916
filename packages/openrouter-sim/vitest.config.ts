import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "../../scripts/verify/temporary-folder.ts",
    testTimeout: 30_000,
  },
});
