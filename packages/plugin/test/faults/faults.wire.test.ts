import { getEventListeners } from "node:events";
import { afterAll, describe, expect, it, vi } from "vitest";
import { OpenRouterError } from "../../src/index.node.js";
import { type Agent, startAgent, testKey } from "../support/agent.js";
import { failureOf, rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";
import {
  atConnect,
  atFirstByte,
  beforeFirstText,
  type FaultCase,
  inAnswer,
  midStream,
} from "./fault-cases.js";

const sim = await startSim();
const model = "test/model";

afterAll(async () => {
  // Idle connections are kept for a few seconds, in case there is more to ask.
  await vi.waitFor(async () => expect(await sim.openConnections()).toBe(0), {
    timeout: 20_000,
    interval: 200,
  });
}, 30_000);

function agentFor(settings: FaultCase["settings"], more: Record<string, string> = {}): Promise<Agent> {
  return startAgent(sim, {
    settings: {
      OPENROUTER_SMALL_MODEL: model,
      OPENROUTER_MAX_RETRIES: 0,
      OPENROUTER_TIMEOUT_MS: 20_000,
      OPENROUTER_STREAM_IDLE_TIMEOUT_MS: 20_000,
      ...settings,
      ...more,
    },
  });
}

function expectError(error: unknown, { expected }: Pick<FaultCase, "expected">): void {
  expect(OpenRouterError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({ ...expected, model });
  expect(error instanceof Error && error.message.length > 20 && !error.message.includes(testKey)).toBe(true);
}

/** What a streamed call comes to: the failure may come with the call or with the loop. */
async function streamedFailure(agent: Agent): Promise<{ text: string; error: unknown }> {
  let streamed: Awaited<ReturnType<Agent["stream"]>>;
  try {
    streamed = await agent.stream({ prompt: "Hi" });
  } catch (error) {
    return { text: "", error };
  }
  const { pieces, error } = await failureOf(streamed.textStream);
  // Whoever asks for a promise instead of the loop is told the same.
  expect(await rejectionOf(streamed.usage)).toBe(error);
  expect(await rejectionOf(streamed.finishReason)).toBe(error);
  return { text: pieces.join(""), error };
}

const both = [
  ["at connect", atConnect],
  ["at the first byte", atFirstByte],
] as const;

describe.each(both)("%s", (_, cases) => {
  it.each(cases)("a whole call that meets $name fails as it should", async (faultCase) => {
    const agent = await agentFor(faultCase.settings);
    sim.next(chat, faultCase.behaviour);
    expectError(await rejectionOf(agent.text({ prompt: "Hi" })), faultCase);
    expect([sim.requestsTo(chat).length, agent.uses]).toEqual([1, []]);
  });

  it.each(cases)("a streamed call that meets $name fails as it should", async (faultCase) => {
    const agent = await agentFor(faultCase.settings);
    sim.next(chat, faultCase.behaviour);
    const { text, error } = await streamedFailure(agent);
    expectError(error, faultCase);
    expect([text, sim.requestsTo(chat).length, agent.uses]).toEqual(["", 1, []]);
  });
});

describe("in the body of an answer", () => {
  it.each(inAnswer)("a call that meets $name fails as it should", async (faultCase) => {
    const agent = await agentFor(faultCase.settings);
    sim.next(chat, faultCase.behaviour);
    expectError(await rejectionOf(agent.text({ prompt: "Hi" })), faultCase);
    expect([sim.requestsTo(chat).length, agent.uses.length]).toEqual([1, faultCase.isBilled ? 1 : 0]);
  });
});

describe.each([
  ["before the first text", beforeFirstText],
  ["in the middle", midStream],
] as const)("%s of a stream", (_, cases) => {
  it.each(cases)("a call that meets $name fails as it should", async (faultCase) => {
    const agent = await agentFor(faultCase.settings);
    sim.next(chat, faultCase.behaviour);
    const { text, error } = await streamedFailure(agent);
    expectError(error, faultCase);
    expect([text, agent.uses.length]).toEqual([faultCase.text ?? "", faultCase.isBilled ? 1 : 0]);
  });

  it.each(cases)(
    "through core, with a callback, $name is an error and no short answer",
    async (faultCase) => {
      const agent = await agentFor(faultCase.settings);
      sim.next(chat, faultCase.behaviour);
      const seen: string[] = [];
      const call = agent.text({ prompt: "Hi", onStreamChunk: (piece: string) => void seen.push(piece) });
      expectError(await rejectionOf(call), faultCase);
      expect(seen.join("")).toBe(faultCase.text ?? "");
    },
  );
});

describe("once text is out", () => {
  it.each(midStream)("$name is not tried again", async (faultCase) => {
    const agent = await agentFor({ ...faultCase.settings, OPENROUTER_MAX_RETRIES: 3 });
    sim.next(chat, faultCase.behaviour);
    expectError((await streamedFailure(agent)).error, faultCase);
    expect(sim.requestsTo(chat)).toHaveLength(1);
  });
});

describe("a server that cannot be reached", () => {
  it.each([
    ["refuses connections", () => "http://127.0.0.1:9/api/v1"],
    ["speaks another protocol", () => sim.url.replace("http:", "https:")],
  ])("and %s is a failed connection, whole or streamed", async (_, url) => {
    const agent = await agentFor({}, { OPENROUTER_BASE_URL: url() });
    const expected = { kind: "connection", retryable: true } as const;
    expectError(await rejectionOf(agent.text({ prompt: "Hi" })), { expected });
    expectError((await streamedFailure(agent)).error, { expected });
  });
});

describe("an abort", () => {
  const expected = { kind: "abort", code: "aborted", retryable: false } as const;

  it("before the call sends nothing", async () => {
    const agent = await agentFor({});
    const signal = AbortSignal.abort();
    expectError(await rejectionOf(agent.text({ prompt: "Hi", signal })), { expected });
    expectError(await rejectionOf(agent.stream({ prompt: "Hi", signal })), { expected });
    expect(sim.requestsTo(chat)).toEqual([]);
  });

  it.each(["text", "stream"] as const)("before the first byte closes the connection (%s)", async (method) => {
    const agent = await agentFor({ OPENROUTER_MAX_RETRIES: 3 });
    sim.always(chat, { fault: "hang" });
    const controller = new AbortController();
    const call = agent[method]({ prompt: "Hi", signal: controller.signal });
    await vi.waitFor(() => expect(sim.requestsTo(chat)).toHaveLength(1));
    controller.abort();
    expectError(await rejectionOf(call), { expected });
    expect(await sim.requestsTo(chat)[0]?.ended).toBe("dropped");
    expect(sim.requestsTo(chat)).toHaveLength(1);
  });

  it("in the middle of a stream closes the connection", async () => {
    const agent = await agentFor({});
    sim.next(chat, { pieces: ["half "], ending: "keep-alive-for-ever" });
    const controller = new AbortController();
    const { textStream } = await agent.stream({ prompt: "Hi", signal: controller.signal });
    const pieces: string[] = [];
    const read = async () => {
      for await (const piece of textStream) {
        pieces.push(piece);
        controller.abort();
      }
    };
    expectError(await rejectionOf(read()), { expected });
    expect(pieces).toEqual(["half "]);
    expect(await sim.requestsTo(chat)[0]?.ended).toBe("dropped");
  });

  it("may have any reason, however entangled, and the key in it is not told", async () => {
    const agent = await agentFor({});
    sim.always(chat, { fault: "hang" });
    const controller = new AbortController();
    class Request {
      readonly self = this;
    }
    const reason: Record<string, unknown> = { key: testKey, request: new Request() };
    for (const name of ["a", "b", "c"]) reason[name] = { back: reason };
    const call = agent.text({ prompt: "Hi", signal: controller.signal });
    await vi.waitFor(() => expect(sim.requestsTo(chat)).toHaveLength(1));
    controller.abort(reason);
    const error = await rejectionOf(call);
    expectError(error, { expected });
    expect(error.cause).toEqual({
      key: "[redacted]",
      request: "[object Object]",
      a: { back: "…" },
      b: { back: "…" },
      c: { back: "…" },
    });
  });

  it("may have a reason that cannot even be looked at", async () => {
    const reason = {
      get detail() {
        throw new Error("This reads only once.");
      },
    };
    const call = (await agentFor({})).text({ prompt: "Hi", signal: AbortSignal.abort(reason) });
    expectError(await rejectionOf(call), { expected });
  });

  it("is listened for no longer than a call takes, whatever its end", async () => {
    const agent = await agentFor({ OPENROUTER_MAX_RETRIES: 0 });
    const { signal } = new AbortController();
    const failing = { fault: "error" as const, status: 403, error: { code: 403, message: "No" } };
    sim.next(chat, {}, {}, { pieces: ["a", "b"], ending: "keep-alive-for-ever" }, failing, failing, {});
    await agent.text({ prompt: "Hi", signal });
    await (await agent.stream({ prompt: "Hi", signal })).text;
    for await (const _ of (await agent.stream({ prompt: "Hi", signal })).textStream) break;
    await rejectionOf(agent.text({ prompt: "Hi", signal }));
    await rejectionOf(agent.stream({ prompt: "Hi", signal }));
    await rejectionOf(agent.use("OBJECT_SMALL", { prompt: "Hi", signal }));
    await agent.use("TEXT_EMBEDDING", { text: "Hi", signal });
    await vi.waitFor(() => expect(getEventListeners(signal, "abort")).toEqual([]));
  });

  it("between two tries ends the wait", async () => {
    const agent = await agentFor({ OPENROUTER_MAX_RETRIES: 3 });
    sim.always(chat, {
      fault: "error",
      status: 429,
      error: { code: 429, message: "Slow down" },
      headers: { "retry-after": "50" },
    });
    const controller = new AbortController();
    const call = agent.text({ prompt: "Hi", signal: controller.signal });
    await vi.waitFor(() => expect(sim.requestsTo(chat)).toHaveLength(1));
    setTimeout(() => controller.abort(), 50);
    expectError(await rejectionOf(call), { expected });
    expect(sim.requestsTo(chat)).toHaveLength(1);
  });
});
