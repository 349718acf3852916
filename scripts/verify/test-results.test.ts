import { describe, expect, it } from "vitest";
import { addCounts, closingLine, countTests } from "./test-results.ts";

const report = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: "passed", assertionResults: [{}, {}] },
    { status: "failed", assertionResults: [{}] },
  ],
};

describe("counting tests", () => {
  it("takes vitest's own numbers", () => {
    expect(countTests(JSON.stringify(report))).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it("counts a file that does not load as a failure, though vitest counts no failed test", () => {
    const unloadable = {
      ...report,
      numFailedTests: 0,
      testResults: [...report.testResults, { status: "failed", assertionResults: [] }],
    };
    expect(countTests(JSON.stringify(unloadable)).failed).toBe(1);
  });

  it.each(["{}", "[]", '{"testResults":[]}', '{"testResults":[],"numPassedTests":"5"}'])(
    "refuses %s",
    (text) => {
      expect(() => countTests(text)).toThrow("not a report of vitest's JSON reporter");
    },
  );

  it("adds up workspaces", () => {
    const one = { passed: 5, failed: 1, skipped: 3 };
    expect(addCounts([one, one])).toEqual({ passed: 10, failed: 2, skipped: 6 });
    expect(addCounts([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});

describe("the closing line", () => {
  it("names the skipped tests only when there are some", () => {
    expect(closingLine({ passed: 5, failed: 0, skipped: 0 })).toBe("5 passed, 0 failed");
    expect(closingLine({ passed: 5, failed: 1, skipped: 3 })).toBe("5 passed, 1 failed, 3 skipped");
  });
});
