import { describe, expect, it } from "vitest";
import { readLockfile } from "./read-lockfile.ts";
import { largeLockfiles } from "./testing/large-lockfiles.ts";

describe.each(largeLockfiles)("$path", ({ path, write }) => {
  const seconds = (bytes: Uint8Array): number => {
    const before = process.cpuUsage();
    readLockfile(path, bytes);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };

  it("of 5,000 packages is read, with everybody who asks for a package", () => {
    const { instances } = readLockfile(path, Buffer.from(write(5_000)));
    const asked = instances.filter(({ requesters }) => requesters.length > 0);
    expect(new Set(instances.map(({ name }) => name)).size).toBe(5_000);
    expect(asked).toHaveLength(instances.length);
    expect(new Set(instances.map(({ line }) => line)).size).toBe(5_000);
  });

  it("of 5,000 packages takes well under a second, and twice as many not much more than twice as long", () => {
    const [once, twice] = [write(5_000), write(10_000)].map((text) => Buffer.from(text));
    if (once === undefined || twice === undefined) throw new Error("two lockfiles were written");
    const best = (bytes: Buffer) => Math.min(seconds(bytes), seconds(bytes));
    const time = best(once);
    expect(time).toBeLessThan(0.7);
    expect(best(twice) / time).toBeLessThan(3.5);
    // Bounded in CPU time; what the machine does besides is no matter.
  }, 600_000);
});
