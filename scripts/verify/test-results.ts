/** How the tests of one workspace ended. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts from the report of vitest's JSON reporter.
 *
 * A test file that does not even load has no tests, so vitest counts none as failed; it counts as one failure
 * here, or a broken import would read "0 failed".
 */
export function countTests(vitestReport: string): TestCounts {
  const report: unknown = JSON.parse(vitestReport);
  const files = field(report, "testResults");
  if (!Array.isArray(files)) throw new Error("not a report of vitest's JSON reporter: no testResults");
  const unloadable = files.filter((file: unknown) => {
    const tests = field(file, "assertionResults");
    return field(file, "status") === "failed" && Array.isArray(tests) && tests.length === 0;
  });
  return {
    passed: count(report, "numPassedTests"),
    failed: count(report, "numFailedTests") + unloadable.length,
    skipped: count(report, "numPendingTests") + count(report, "numTodoTests"),
  };
}

export function addCounts(all: readonly TestCounts[]): TestCounts {
  return {
    passed: all.reduce((sum, counts) => sum + counts.passed, 0),
    failed: all.reduce((sum, counts) => sum + counts.failed, 0),
    skipped: all.reduce((sum, counts) => sum + counts.skipped, 0),
  };
}

/** The one closing line that programs may look for. */
export function closingLine({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function count(report: unknown, key: string): number {
  const value = field(report, key);
  if (typeof value !== "number") throw new Error(`not a report of vitest's JSON reporter: no ${key}`);
  return value;
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
