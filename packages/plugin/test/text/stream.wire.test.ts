import { describe, expect, it } from "vitest";
import { startAgent, testKey } from "../support/agent.js";
import { heapAfterCollection } from "../support/heap.js";
import { collect } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim({ keys: [testKey] });

describe("a stream", () => {
  it("gives its text in order, then text, usage and finish reason", async () => {
    const agent = await startAgent(sim);
    sim.next(chat, {
      pieces: ["One ", "two ", "three."],
      usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
    });
    const result = await agent.stream({ prompt: "Count" });
    for (const key of ["textStream", "text", "usage", "finishReason"]) expect(key in result).toBe(true);
    expect(await collect(result.textStream)).toEqual(["One ", "two ", "three."]);
    expect(await result.text).toBe("One two three.");
    expect(await result.usage).toMatchObject({ promptTokens: 3, completionTokens: 4, totalTokens: 7 });
    expect(await result.finishReason).toBe("stop");
    expect(agent.uses).toHaveLength(1);
    expect(agent.uses[0]).toMatchObject({ streamed: true, tokens: { total: 7 } });
    expect(agent.uses[0]?.timeToFirstTokenMs).toBeGreaterThan(0);
  });

  it("settles its promises without anybody reading the loop", async () => {
    const agent = await startAgent(sim);
    sim.next(chat, { pieces: ["a", "b"] });
    const result = await agent.stream({ prompt: "Hi" });
    expect(await result.text).toBe("ab");
    // The text was asked for first; the parts are still there.
    expect(await collect(result.textStream)).toEqual(["a", "b"]);
  });

  it("survives keep-alive comments for longer than its idle timeout", async () => {
    const agent = await startAgent(sim, { settings: { OPENROUTER_STREAM_IDLE_TIMEOUT_MS: 1_000 } });
    sim.next(chat, { text: "late", keepAlives: { count: 13, everyMs: 100 } });
    const result = await agent.stream({ prompt: "Hi" });
    expect(await result.text).toBe("late");
  });

  it("starts over when it fails before its first text", async () => {
    const agent = await startAgent(sim);
    sim.next(chat, { pieces: [], ending: { error: { code: 529, message: "Overloaded" } } }, { text: "fine" });
    const result = await agent.stream({ prompt: "Hi" });
    expect((await collect(result.textStream)).join("")).toBe("fine");
    expect(sim.requestsTo(chat)).toHaveLength(2);
  });

  it("asks again as a changed request would when the refusal comes within the stream", async () => {
    const agent = await startAgent(sim, { settings: { OPENROUTER_SMALL_MODEL: "test/model" } });
    const tooDear = { code: 402, message: "You can only afford 77" };
    sim.next(chat, { pieces: [], ending: { error: tooDear } }, { text: "fine" });
    expect(await (await agent.stream({ prompt: "Hi" })).text).toBe("fine");
    expect(sim.requestsTo(chat).map(({ body }) => body?.max_tokens)).toEqual([undefined, 77]);
  });

  it("recognises an error event, and a web page in place of a stream", async () => {
    const agent = await startAgent(sim);
    const raw = { fault: "raw" as const };
    const errorEvent = 'event: error\ndata: {"message":"boom","code":403}\n\n';
    sim.next(
      chat,
      { ...raw, contentType: "text/event-stream", body: errorEvent },
      { ...raw, contentType: "text/html", body: "<h1>Log in</h1>" },
    );
    const { text } = await agent.stream({ prompt: "Hi" });
    await expect(text).rejects.toMatchObject({ kind: "api", status: 403 });
    await expect(agent.stream({ prompt: "Hi" })).rejects.toMatchObject({ code: "malformed_response" });
  });

  it("closes the connection at once when its consumer leaves", async () => {
    const agent = await startAgent(sim);
    sim.next(chat, { pieces: ["a", "b", "c"], ending: "keep-alive-for-ever" });
    const result = await agent.stream({ prompt: "Hi" });
    for await (const piece of result.textStream) {
      expect(piece).toBe("a");
      break;
    }
    expect(await sim.requestsTo(chat)[0]?.ended).toBe("dropped");
    await expect(result.text).rejects.toMatchObject({ kind: "abort" });
  });

  it("gives the connection back when nobody ever reads", async () => {
    const agent = await startAgent(sim, { settings: { OPENROUTER_STREAM_IDLE_TIMEOUT_MS: 100 } });
    sim.next(chat, { pieces: ["a"], ending: "keep-alive-for-ever" });
    await agent.stream({ prompt: "Hi" });
    expect(await sim.requestsTo(chat)[0]?.ended).toBe("dropped");
  });

  it("fails at the call when the connection cannot be opened", async () => {
    const agent = await startAgent(sim);
    sim.always(chat, { fault: "error", status: 402, error: { code: 402, message: "Insufficient credits" } });
    await expect(agent.stream({ prompt: "Hi" })).rejects.toMatchObject({ status: 402, retryable: false });
  });

  it("recognises an error answer in place of a stream", async () => {
    const agent = await startAgent(sim);
    sim.always(chat, { fault: "error-in-200", error: { code: 403, message: "Flagged" } });
    await expect(agent.stream({ prompt: "Hi" })).rejects.toMatchObject({ kind: "api", status: 403 });
  });

  it("runs in constant memory, whatever its length", async () => {
    const agent = await startAgent(sim);
    const piece = "x".repeat(10_000);
    const count = 10_000;
    sim.next(chat, {
      pieces: function* () {
        for (let sent = 0; sent < count; sent += 1) yield piece;
      },
    });
    const { textStream } = await agent.stream({ prompt: "Hi" });
    let length = 0;
    let highest = 0;
    const before = heapAfterCollection();
    for await (const text of textStream) {
      length += text.length;
      if (length % 25_000_000 === 0) highest = Math.max(highest, heapAfterCollection() - before);
    }
    expect(length).toBe(piece.length * count);
    expect(highest).toBeLessThan(20_000_000);
    // A hundred megabytes take a while on a machine that is busy with other things.
  }, 120_000);
});
