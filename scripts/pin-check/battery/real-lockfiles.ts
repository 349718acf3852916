import { type Fixture, readFixtures } from "../fixtures/fixtures.ts";
import { type BatteryCase, denied, pin, policy } from "./battery-case.ts";
import type { Files } from "./consistent.ts";

const files = (fixture: Fixture, changes: Files = {}): Files => ({
  ...Object.fromEntries(fixture.files),
  "pins.json": policy(),
  ...changes,
});

const replaced = (bytes: Buffer, from: string, to: string): Buffer =>
  Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");
const manifestOf = (fixture: Fixture): Buffer => {
  const manifest = fixture.files.get("package.json");
  if (manifest === undefined) throw new Error(`${fixture.name} has no package.json`);
  return manifest;
};

/** What can happen to a lockfile that was good. */
function accidents(fixture: Fixture): BatteryCase[] {
  const { name, lockfile, manager } = fixture;
  const path = manager.lockfile;
  const manifest = manifestOf(fixture);
  const isText = path !== "bun.lockb";
  const withManifest = (from: string, to: string) =>
    files(fixture, { "package.json": replaced(manifest, from, to) });
  const withoutLockfile = files(fixture);
  delete withoutLockfile[path];
  const always: BatteryCase[] = [
    { name: `${name}: no lockfile`, files: withoutLockfile, exit: 1 },
    { name: `${name}: the root says a range`, files: withManifest(`"${pin}"`, `"^${pin}"`), exit: 1 },
    {
      name: `${name}: the root says the denied version`,
      files: withManifest(`"${pin}"`, `"${denied}"`),
      exit: 1,
    },
    { name: `${name}: the root says latest`, files: withManifest(`"${pin}"`, '"latest"'), exit: 1 },
    {
      name: `${name}: cut off`,
      files: files(fixture, { [path]: lockfile.subarray(0, lockfile.length * 0.6) }),
      exit: 2,
    },
    { name: `${name}: empty`, files: files(fixture, { [path]: "" }), exit: 2 },
    {
      name: `${name}: the pin moved on`,
      files: files(fixture, { "pins.json": policy().replace(pin, "2.0.0-alpha.14") }),
      exit: 1,
    },
  ];
  if (!isText) return always;
  const text = lockfile.toString("utf8");
  const conflict = ["<<<<<<< HEAD", text, "=======", text, `${">".repeat(7)} other`, ""].join("\n");
  return [
    ...always,
    {
      name: `${name}: Windows line ends`,
      files: files(fixture, { [path]: text.replaceAll("\n", "\r\n") }),
      exit: 0,
    },
    { name: `${name}: a byte order mark`, files: files(fixture, { [path]: `\uFEFF${text}` }), exit: 0 },
    { name: `${name}: in conflict`, files: files(fixture, { [path]: conflict }), exit: 2 },
    {
      name: `${name}: the lockfile says the denied version`,
      files: files(fixture, { [path]: replaced(lockfile, pin, denied) }),
      exit: 1,
    },
    {
      name: `${name}: the lockfile says a look-alike`,
      files: files(fixture, { [path]: replaced(lockfile, pin, `${pin}0`) }),
      exit: 1,
    },
  ];
}

const fixtures = readFixtures();

export const realLockfileCases: readonly BatteryCase[] = [
  ...fixtures.map(
    (fixture): BatteryCase => ({ name: fixture.name, files: files(fixture), exit: fixture.holds ? 0 : 1 }),
  ),
  ...fixtures.filter(({ scenario }) => scenario.name === "exact").flatMap(accidents),
];
