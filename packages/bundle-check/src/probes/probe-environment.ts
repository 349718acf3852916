import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What Windows programs do not start without. */
const systemNames = ["SystemRoot", "windir", "ComSpec", "PATHEXT", "NUMBER_OF_PROCESSORS"];

/**
 * The environment of code under probe: nothing of the caller's but what starts a program, so that no token is in it,
 * and a home and a temporary folder that go away with the probe.
 */
export async function createProbeEnvironment(folder: string): Promise<NodeJS.ProcessEnv> {
  const home = join(folder, "home");
  const temporary = join(folder, "tmp");
  await mkdir(home, { recursive: true });
  await mkdir(temporary, { recursive: true });
  const system = systemNames.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const isWindows = process.platform === "win32";
  return {
    ...Object.fromEntries(system),
    PATH: isWindows
      ? [dirname(process.execPath), join(process.env.SystemRoot ?? "C:\\Windows", "System32")].join(";")
      : [dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(":"),
    HOME: home,
    USERPROFILE: home,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
    LANG: "C.UTF-8",
    TZ: "UTC",
    NO_COLOR: "1",
    DO_NOT_TRACK: "1",
    // Bun keeps what it transpiles, and reads a .env of the folder it starts in.
    BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0",
  };
}
