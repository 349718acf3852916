import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Behaviour, RecordedRequest } from "openrouter-sim";
import { type BrowserContext, chromium } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chromiumOfMachine, skipsBrowserTests } from "../../../../scripts/verify/find-chromium.ts";
import { chat, startSim } from "../support/sim.js";
import { bundlePage } from "./support/bundle-page.js";
import { pluginConsumer } from "./support/consumers.js";
import { type PageServer, servePage } from "./support/page-server.js";

const key = "sk-or-v1-key-of-the-proxy";
const userKey = "sk-or-v1-key-of-the-user";
const sim = await startSim({ keys: [key, userKey] });
const timeoutMs = 300_000;
const reply =
  "<response><thought>t</thought><actions>REPLY</actions><providers></providers><text>Hello, user!</text><simple>true</simple></response>";

let server: PageServer;
let profile: string;
let browser: BrowserContext;

beforeAll(async () => {
  const folder = await pluginConsumer("npm", "2.0.0-alpha.537");
  server = await servePage(await bundlePage(folder), sim.url, key);
  profile = await mkdtemp(join(tmpdir(), "chromium-profile-"));
  browser = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumOfMachine(),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}, timeoutMs);
afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (profile !== undefined) await rm(profile, { recursive: true, force: true });
});

beforeEach(() => {
  sim.always(chat, answerTo);
  server.requests.length = 0;
});

function answerTo({ body }: RecordedRequest): Behaviour {
  const messages = JSON.stringify(body?.messages);
  if (messages.includes("one two three")) return { pieces: ["one ", "two ", "three"], pieceDelayMs: 100 };
  if (messages.includes("object please")) return { text: "{sum: 4," };
  return { text: reply };
}

/** Opens the page and calls one of its functions. */
async function callInPage(
  path: "/" | "/with-eval",
  name: "converse" | "callEachKind" | "failingCall",
  options: AgentOptions = {},
): Promise<unknown> {
  const page = await browser.newPage();
  const errors: Error[] = [];
  page.on("pageerror", (error) => errors.push(error));
  try {
    await page.goto(`${server.url}${path}`);
    await page.locator("body.ready").waitFor({ state: "attached", timeout: timeoutMs / 2 });
    return await page.evaluate(([calledName, given]) => Reflect.get(globalThis, calledName)(given), [
      name,
      options,
    ] as const);
  } finally {
    await page.close();
    expect(errors).toEqual([]);
  }
}

interface AgentOptions {
  readonly settings?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

const expected = {
  chunks: ["one ", "two ", "three"],
  streamed: "one two three",
  object: { sum: 4 },
  vectorLength: 1536,
  image: "data:image/png;base64,",
  tokenCount: 2,
  violations: [],
};

/** The proxy is set, and a key too, which must not matter. */
function withProxy(): AgentOptions {
  return {
    settings: { OPENROUTER_BROWSER_BASE_URL: `${server.url}/proxy/v1` },
    secrets: { OPENROUTER_API_KEY: userKey },
  };
}

function expectOnlyTheProxyToKnowAKey(): void {
  expect(server.requests.length).toBeGreaterThan(0);
  expect(server.requests.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  expect(server.requests.filter(({ path }) => !path.startsWith("/proxy/v1/"))).toEqual([]);
  expect(new Set(sim.requests.map(({ headers }) => headers.authorization))).toEqual(
    new Set([`Bearer ${key}`]),
  );
}

describe.skipIf(skipsBrowserTests)("in a browser, under a strict content security policy", () => {
  it(
    "with a proxy, every kind of call works, and no key leaves whatever the settings hold",
    async () => {
      expect(await callInPage("/", "callEachKind", withProxy())).toEqual({ ...expected, keyWarnings: 0 });
      expectOnlyTheProxyToKnowAKey();
    },
    timeoutMs,
  );

  it(
    "with the user's own key in the settings, that key is used, with one warning",
    async () => {
      const outcome = await callInPage("/", "callEachKind", {
        settings: { OPENROUTER_BASE_URL: `${server.url}/api/v1` },
        secrets: { OPENROUTER_API_KEY: userKey },
      });
      expect(outcome).toEqual({ ...expected, keyWarnings: 1 });
      expect(new Set(server.requests.map(({ authorization }) => authorization))).toEqual(
        new Set([`Bearer ${userKey}`]),
      );
    },
    timeoutMs,
  );

  it(
    "without either, nothing is sent, not even a key that a bundler has put into the page",
    async () => {
      expect(await callInPage("/", "failingCall")).toEqual({
        name: "OpenRouterSettingError",
        message: expect.stringContaining("OPENROUTER_BROWSER_BASE_URL"),
      });
      expect(server.requests).toEqual([]);
    },
    timeoutMs,
  );
});

describe.skipIf(skipsBrowserTests)("in a browser that lets core compile its templates", () => {
  it(
    "an agent replies to a user, through a proxy and without a key",
    async () => {
      expect(await callInPage("/with-eval", "converse", withProxy())).toEqual(
        expect.arrayContaining(["Hello, user!"]),
      );
      expectOnlyTheProxyToKnowAKey();
    },
    timeoutMs,
  );
});
