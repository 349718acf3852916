import process from "node:process";
import { afterAll, afterEach, expect } from "vitest";

const unhandled: unknown[] = [];
const remember = (reason: unknown) => unhandled.push(reason);
process.on("unhandledRejection", remember);

// An unhandled rejection ends a plain Node process, so each one is a failure of the test that caused it.
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled.splice(0)).toEqual([]);
});

afterAll(() => {
  process.off("unhandledRejection", remember);
});
