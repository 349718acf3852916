import { createServer } from "node:http";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { startAgent } from "../support/agent.js";
import { cores } from "../support/cores.js";
import { rejectionOf } from "../support/outcomes.js";
import { startSim } from "../support/sim.js";

const sim = await startSim();
const wav = Buffer.from("RIFF\0\0\0\0WAVEfmt ");
const transcriptions = "/audio/transcriptions";
const speech = "/audio/speech";

describe.each(cores)("audio on core $version", (core) => {
  it("is transcribed", async () => {
    const agent = await startAgent(sim, { core });
    sim.next(transcriptions, { text: "Hello." });
    expect(await agent.use("TRANSCRIPTION", wav)).toBe("Hello.");
    expect(sim.requestsTo(transcriptions)[0]?.body).toEqual({
      model: "openai/whisper-1",
      input_audio: { data: wav.toString("base64"), format: "wav" },
    });
    expect(agent.uses).toMatchObject([{ type: "TRANSCRIPTION", tokens: { total: 55 }, cost: 0.00025 }]);
  });

  it("is made of text", async () => {
    const agent = await startAgent(sim, { core });
    const bytes = await agent.use<Uint8Array>("TEXT_TO_SPEECH", "Hello.");
    expect(bytes).toBeInstanceOf(Uint8Array);
    expect(Buffer.from(bytes).toString()).toBe("audio of: Hello.");
    expect(sim.requestsTo(speech)[0]?.body).toEqual({
      model: "openai/gpt-4o-mini-tts-2025-12-15",
      input: "Hello.",
      voice: "alloy",
      response_format: "mp3",
    });
    expect(agent.uses).toMatchObject([{ type: "TEXT_TO_SPEECH", generationId: expect.any(String) }]);
  });
});

describe("a transcription", () => {
  it("takes a remote file, bytes, a blob, and elizaOS's parameters", async () => {
    const agent = await startAgent(sim);
    const server = createServer((_, response) => response.end(wav)).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = Object(server.address());
    const url = `http://127.0.0.1:${address.port}/voice`;
    const sources = [
      url,
      { audioUrl: url },
      new Blob([wav]),
      { audio: new Uint8Array(wav), language: "en" },
      `data:audio/wav;base64,${wav.toString("base64")}`,
    ];
    for (const source of sources) await agent.use("TRANSCRIPTION", source);
    server.closeAllConnections();
    server.close();
    for (const { body } of sim.requestsTo(transcriptions)) {
      expect(body?.input_audio).toEqual({ data: wav.toString("base64"), format: "wav" });
    }
    expect(sim.requestsTo(transcriptions)[3]?.body?.language).toBe("en");
  });

  it("fetches with the host's own fetch, whatever streams that gives", async () => {
    const agent = await startAgent(sim);
    sim.next(transcriptions, { text: "Hello." });
    const hostFetch = async () =>
      Object.defineProperty(new Response(wav), "body", { value: Readable.from(wav) });
    Object.assign(agent.runtime, { fetch: hostFetch });
    expect(await agent.use("TRANSCRIPTION", "https://example.com/hello.wav")).toBe("Hello.");
    expect(sim.requestsTo(transcriptions)[0]?.body?.input_audio).toEqual({
      data: wav.toString("base64"),
      format: "wav",
    });
  });

  it("of nothing, or that fails, is an error", async () => {
    const agent = await startAgent(sim);
    expect(await rejectionOf(agent.use("TRANSCRIPTION", {}))).toMatchObject({ kind: "parameter" });
    const unreachable = agent.use("TRANSCRIPTION", "http://127.0.0.1:1/speech.mp3");
    expect(await rejectionOf(unreachable)).toMatchObject({ kind: "parameter", retryable: false });
    sim.next(transcriptions, { fault: "error", status: 413, error: { code: 413, message: "Too long" } });
    expect(await rejectionOf(agent.use("TRANSCRIPTION", wav))).toMatchObject({
      status: 413,
      retryable: false,
    });
  });
});

describe("speech", () => {
  it("takes its voice, speed and format from the call or the settings", async () => {
    const agent = await startAgent(sim, {
      settings: { OPENROUTER_SPEECH_VOICE: "nova", SPEECH_MODEL: "a/b" },
    });
    await agent.use("TEXT_TO_SPEECH", { text: "Hi", speed: 1.5, format: "pcm" });
    await agent.use("TEXT_TO_SPEECH", { text: "Hi", voice: "echo", format: "" });
    expect(sim.requestsTo(speech).map(({ body }) => body)).toMatchObject([
      { model: "a/b", voice: "nova", speed: 1.5, response_format: "pcm" },
      { voice: "echo", response_format: "mp3" },
    ]);
  });

  it("in a format that OpenRouter has not is an error, not another format", async () => {
    const agent = await startAgent(sim);
    const error = await rejectionOf(agent.use("TEXT_TO_SPEECH", { text: "Hi", format: "wav" }));
    expect(error).toMatchObject({ kind: "parameter" });
    expect(sim.requestsTo(speech)).toEqual([]);
  });

  it.each([
    [
      "an error",
      { fault: "error" as const, status: 400, error: { code: 400, message: "No voice" } },
      { status: 400 },
    ],
    [
      "an error with status 200",
      { fault: "error-in-200" as const, error: { code: 402, message: "No" } },
      { status: 402 },
    ],
    [
      "a web page",
      { fault: "raw" as const, contentType: "text/html", body: "<h1>Log in</h1>" },
      { code: "malformed_response" },
    ],
    [
      "broken JSON",
      { fault: "raw" as const, contentType: "application/json", body: "{broken" },
      { code: "malformed_response" },
    ],
    ["no bytes", { fault: "raw" as const, contentType: "audio/mpeg", body: "" }, { code: "no_audio" }],
  ])("that comes to %s is a failure", async (_, fault, expected) => {
    const agent = await startAgent(sim);
    sim.next(speech, fault);
    expect(await rejectionOf(agent.use("TEXT_TO_SPEECH", "Hi"))).toMatchObject(expected);
  });
});
