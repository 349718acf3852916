import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["scripts/**/*.test.ts"],
    globalSetup: "scripts/verify/temporary-folder.ts",
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
