import { fork } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../run-command.ts";

/** A real registry on loopback, with nothing in it but what tests publish; the rest comes from the usual registry. */
export interface Registry {
  readonly url: string;
  /** Environment in which npm, Bun and pnpm use it, logged in as a maintainer. */
  readonly environment: NodeJS.ProcessEnv;
  /** File names of the tarballs that were published here, whatever the registry's answers say. */
  published(): string[];
  close(): Promise<void>;
}

export interface RegistryOptions {
  /** How long a login lasts, such as "2s". */
  readonly loginLasts?: string;
}

const ours = ["@elizaos/bundle-check", "@elizaos/plugin-openrouter"];

export async function startRegistry({ loginLasts = "1d" }: RegistryOptions = {}): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), "registry-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  writeFileSync(
    join(folder, "config.yaml"),
    JSON.stringify(configuration(folder, await usualRegistry(), loginLasts)),
  );
  // Its exports do not name it, and it is no more than a file.
  const bin = join(
    import.meta.dirname,
    "..",
    "..",
    "..",
    "..",
    "node_modules",
    "verdaccio",
    "bin",
    "verdaccio",
  );
  const server = fork(bin, ["--config", join(folder, "config.yaml"), "--listen", `127.0.0.1:${port}`], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  const closed = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  await answers(url);
  const token = await createUser(url);
  const home = join(folder, "home");
  mkdirSync(home);
  const userConfig = join(home, ".npmrc");
  writeFileSync(userConfig, `registry=${url}\n//127.0.0.1:${port}/:_authToken=${token}\n`);
  return {
    url,
    environment: registryEnvironment(url, userConfig, join(folder, "cache"), token),
    published: () =>
      ours
        .flatMap((name) => {
          const storage = join(folder, "storage", name);
          return existsSync(storage) ? readdirSync(storage).filter((file) => file.endsWith(".tgz")) : [];
        })
        .sort(),
    close: async () => {
      server.kill("SIGTERM");
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An environment whose package managers know one registry and nothing of the machine's own configuration. */
function registryEnvironment(
  url: string,
  userConfig: string,
  cache: string,
  token?: string,
): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|bun_config_|NODE_OPTIONS|VITEST|NODE_ENV|CI$|GITHUB_|ACTIONS_)/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    NPM_CONFIG_USERCONFIG: userConfig,
    npm_config_registry: url,
    npm_config_cache: cache,
    BUN_CONFIG_REGISTRY: url,
    ...(token === undefined ? {} : { BUN_CONFIG_TOKEN: token }),
  };
}

/** Where the machine's own npm gets packages from: mirrors and proxies included. */
async function usualRegistry(): Promise<string> {
  const result = await runCommand("npm", ["config", "get", "registry", "--no-workspaces"], {
    cwd: tmpdir(),
    timeout: 30_000,
  });
  return result.stdout.trim();
}

function configuration(folder: string, upstream: string, loginLasts: string): object {
  const open = { access: "$all", publish: "$authenticated" };
  return {
    storage: join(folder, "storage"),
    auth: { htpasswd: { file: join(folder, "users"), algorithm: "bcrypt", rounds: 1 } },
    security: { api: { legacy: false, jwt: { sign: { expiresIn: loginLasts } } } },
    uplinks: { usual: { url: upstream, timeout: "60s", max_fails: 20, fail_timeout: "1s", maxage: "60m" } },
    packages: {
      // As on the day before the release: other versions are there already, and "latest" is one of them.
      "@elizaos/plugin-openrouter": { ...open, proxy: "usual" },
      "@elizaos/bundle-check": open,
      "**": { access: "$all", publish: "nobody", proxy: "usual" },
    },
    max_body_size: "50mb",
    log: { type: "stdout", format: "json", level: "fatal" },
    web: { enable: false },
  };
}

async function createUser(url: string): Promise<string> {
  const name = "maintainer";
  const response = await fetch(`${url}-/user/org.couchdb.user:${name}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, password: "correct horse battery staple", type: "user" }),
  });
  const answer: unknown = await response.json();
  const token: unknown =
    typeof answer === "object" && answer !== null ? Reflect.get(answer, "token") : undefined;
  if (typeof token !== "string")
    throw new Error(`The test registry gave no token: ${JSON.stringify(answer)}`);
  return token;
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    try {
      if ((await fetch(`${url}-/ping`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The test registry did not start.");
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(address),
      );
    });
  });
}
