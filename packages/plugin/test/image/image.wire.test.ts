import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describeModel, onePixelPng } from "openrouter-sim";
import { describe, expect, it, vi } from "vitest";
import { startAgent, testKey } from "../support/agent.js";
import { cores } from "../support/cores.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();
const settings = { OPENROUTER_IMAGE_GENERATION_MODEL: "test/painter", OPENROUTER_SESSION_STICKINESS: false };
const dataUrl = `data:image/png;base64,${onePixelPng}`;

describe.each(cores)("an image call on core $version", (core) => {
  it("gives real images, and reports its use", async () => {
    const agent = await startAgent(sim, { core, settings });
    expect(await agent.use("IMAGE", { prompt: "A cat", count: 2, size: "1024x1024" })).toEqual([
      { url: dataUrl },
      { url: dataUrl },
    ]);
    expect(sim.requestsTo("/images")[0]?.body).toEqual({
      model: "test/painter",
      prompt: "A cat",
      n: 2,
      size: "1024x1024",
    });
    expect(agent.uses).toMatchObject([{ type: "IMAGE", cost: 0.08 }]);
  });
});

describe("the image endpoint", () => {
  it("gets everything that can be asked for", async () => {
    const agent = await startAgent(sim, {
      settings: { ...settings, OPENROUTER_PROVIDER_PREFERENCES: '{"sort":"price","zdr":true}' },
    });
    await agent.use("IMAGE", {
      prompt: "A cat",
      quality: "high",
      aspectRatio: "16:9",
      seed: 7,
      background: "transparent",
      outputFormat: "webp",
      referenceImages: ["https://example.com/a.png"],
    });
    expect(sim.requestsTo("/images")[0]?.body).toEqual({
      model: "test/painter",
      prompt: "A cat",
      quality: "high",
      aspect_ratio: "16:9",
      seed: 7,
      background: "transparent",
      output_format: "webp",
      input_references: [{ type: "image_url", image_url: { url: "https://example.com/a.png" } }],
      // The endpoint refuses the other preferences.
      provider: { sort: "price" },
    });
  });

  it("gives way to the successor of a retired default", async () => {
    const agent = await startAgent(sim);
    sim.next("/images", { fault: "error", status: 404, error: { code: 404, message: "No endpoints found" } });
    expect(await agent.use("IMAGE", { prompt: "A cat" })).toEqual([{ url: dataUrl }]);
    expect(sim.requestsTo("/images").map(({ body }) => body?.model)).toEqual([
      "google/gemini-2.5-flash-image-preview",
      "google/gemini-2.5-flash-image",
    ]);
  });
});

describe("a model that draws in a chat", () => {
  const notServed = {
    fault: "error" as const,
    status: 404,
    error: { code: 404, message: "Not an image model" },
  };
  const image = { type: "image_url", image_url: { url: dataUrl } };

  it("is asked for image and text, and for the image alone when it refuses words", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next("/images", notServed);
    const message = "No endpoints found that support the requested output modalities";
    sim.next(
      chat,
      { fault: "error", status: 404, error: { code: 404, message } },
      { text: "", message: { images: [image] } },
    );
    expect(await agent.use("IMAGE", { prompt: "A cat", aspectRatio: "1:1" })).toEqual([{ url: dataUrl }]);
    expect(sim.requestsTo(chat).map(({ body }) => body?.modalities)).toEqual([["image", "text"], ["image"]]);
    expect(sim.requestsTo(chat)[0]?.body?.image_config).toEqual({ aspect_ratio: "1:1" });
  });

  it("is asked for what the model list says it can", async () => {
    const only = describeModel({ id: "test/painter", outputModalities: ["image"] });
    sim.always("/models", { body: { data: [only.entry] } });
    const agent = await startAgent(sim, { settings });
    sim.always("/images", notServed);
    sim.always(chat, { text: "", message: { images: [image] } });
    await agent.use("IMAGE", { prompt: "A cat" });
    await agent.use("IMAGE", { prompt: "A cat" });
    expect(sim.requestsTo(chat)[1]?.body?.modalities).toEqual(["image"]);
  });

  it("is not asked for further images once one of them has failed", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next("/images", notServed);
    sim.next(chat, { fault: "hang" }, { fault: "hang" });
    sim.always(chat, { fault: "error", status: 403, error: { code: 403, message: "Flagged" } });
    expect(await rejectionOf(agent.use("IMAGE", { prompt: "A cat", count: 3 }))).toMatchObject({
      status: 403,
    });
    const ends = await Promise.all(sim.requestsTo(chat).map(({ ended }) => ended));
    expect(ends.toSorted()).toEqual(["complete", "dropped", "dropped"]);
  });

  it("and only talks is an error, never a URL made of words", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next("/images", notServed);
    sim.next(chat, { text: "Here is your image." });
    expect(await rejectionOf(agent.use("IMAGE", { prompt: "A cat" }))).toMatchObject({ code: "no_image" });
  });
});

describe("an image", () => {
  it("that does not come is an error", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next("/images", { body: { data: [] } });
    expect(await rejectionOf(agent.use("IMAGE", { prompt: "A cat" }))).toMatchObject({ code: "no_image" });
    sim.always("/images", { fault: "error", status: 402, error: { code: 402, message: "No credit" } });
    expect(await rejectionOf(agent.use("IMAGE", { prompt: "A cat" }))).toMatchObject({ status: 402 });
  });

  it.each(cores)("that is a file goes when a runtime of core $version stops", async (core) => {
    const agent = await startAgent(sim, {
      core,
      settings: { ...settings, OPENROUTER_SAVE_IMAGES: true, OPENROUTER_AUTO_CLEANUP_IMAGES: true },
    });
    const saved = await agent.use<{ url: string }[]>("IMAGE", { prompt: "A cat", count: 2 });
    await agent.runtime.initialize({ skipMigrations: true });
    const later = await agent.use<{ url: string }[]>("IMAGE", { prompt: "A dog" });
    const paths = [...saved, ...later].map(({ url }) => fileURLToPath(url));
    expect(paths.map((path) => existsSync(path))).toEqual([true, true, true]);
    await agent.runtime.stop();
    expect(paths.map((path) => existsSync(path))).toEqual([false, false, false]);
  });

  it("that is a file keeps no runtime from stopping that never started", async () => {
    const agent = await startAgent(sim, {
      settings: { ...settings, OPENROUTER_SAVE_IMAGES: true, OPENROUTER_AUTO_CLEANUP_IMAGES: true },
    });
    await agent.use("IMAGE", { prompt: "A cat" });
    await agent.runtime.stop();
    await agent.runtime.unloadPlugin("openrouter");
  });

  it("is a file when that is asked for, until the plugin is unloaded", async () => {
    const agent = await startAgent(sim, {
      settings: { ...settings, OPENROUTER_SAVE_IMAGES: true, OPENROUTER_AUTO_CLEANUP_IMAGES: true },
    });
    const [saved] = await agent.use<{ url: string }[]>("IMAGE", { prompt: "A cat" });
    const path = fileURLToPath(saved?.url ?? "");
    expect(readFileSync(path).toString("base64")).toBe(onePixelPng);
    await agent.runtime.unloadPlugin("openrouter");
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    [true, [false, false]],
    [false, [true, true]],
  ])(
    "that is a file goes with the process when it is temporary (%s), and so does its folder",
    async (isTemporary, left) => {
      const program = `
      import plugin from ${JSON.stringify(new URL("../../dist/node/index.node.js", import.meta.url).href)};
      const settings = ${JSON.stringify({
        OPENROUTER_BASE_URL: sim.url,
        OPENROUTER_API_KEY: testKey,
        OPENROUTER_SAVE_IMAGES: true,
        OPENROUTER_AUTO_CLEANUP_IMAGES: isTemporary,
      })};
      const logger = { debug() {}, info() {}, warn() {}, error() {} };
      const runtime = { agentId: "a", character: { settings }, logger, emitEvent: async () => {}, getSetting: (name) => settings[name] ?? null };
      const [{ url }] = await plugin.models.IMAGE(runtime, { prompt: "A cat" });
      console.log(url);`;
      const { stdout } = await promisify(execFile)(process.execPath, [
        "--input-type=module",
        "--eval",
        program,
      ]);
      const path = fileURLToPath(stdout.trim());
      expect([existsSync(path), existsSync(dirname(path))]).toEqual(left);
      rmSync(dirname(path), { recursive: true, force: true });
    },
  );

  it.each([
    ["image/..\\..\\evil", "png"],
    ["image/\0", "png"],
    [`image/${"x".repeat(300)}`, "png"],
    ["image/svg+xml", "svg"],
    ["image/WEBP", "webp"],
  ])("of the type %j is a file with an extension that is one", async (mediaType, extension) => {
    const agent = await startAgent(sim, { settings: { ...settings, OPENROUTER_SAVE_IMAGES: true } });
    const data = [{ b64_json: onePixelPng, media_type: mediaType }];
    sim.next("/images", { fault: "raw", body: JSON.stringify({ data }) });
    const [saved] = await agent.use<{ url: string }[]>("IMAGE", { prompt: "A cat" });
    expect(basename(fileURLToPath(saved?.url ?? ""))).toMatch(new RegExp(`^[0-9a-f-]{36}\\.${extension}$`));
  });

  it("is saved although the folder of those before was cleared away", async () => {
    const agent = await startAgent(sim, { settings: { ...settings, OPENROUTER_SAVE_IMAGES: true } });
    const save = async () => {
      const [saved] = await agent.use<{ url: string }[]>("IMAGE", { prompt: "A cat" });
      return fileURLToPath(saved?.url ?? "");
    };
    rmSync(dirname(await save()), { recursive: true });
    const paths = await Promise.all([save(), save()]);
    expect(paths.map((path) => existsSync(path))).toEqual([true, true]);
  });

  it("that cannot be saved is not lost: it is given as it came, with a warning", async () => {
    const agent = await startAgent(sim, { settings: { ...settings, OPENROUTER_SAVE_IMAGES: true } });
    const warn = vi.spyOn(agent.runtime.logger, "warn");
    const [saved] = await agent.use<{ url: string }[]>("IMAGE", { prompt: "A cat" });
    rmSync(dirname(fileURLToPath(saved?.url ?? "")), { recursive: true });
    vi.stubEnv("TMPDIR", "/nonexistent");
    expect(await agent.use("IMAGE", { prompt: "A cat" })).toEqual([{ url: dataUrl }]);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("could not be saved"));
    vi.unstubAllEnvs();
    const [again] = await agent.use<{ url: string }[]>("IMAGE", { prompt: "A cat" });
    expect(again?.url).toMatch(/^file:/);
  });

  it("that is no base64 is an error, which is told with its cost", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next("/images", {
      fault: "raw",
      body: JSON.stringify({ data: [{ b64_json: "???" }], usage: { cost: 1 } }),
    });
    const error = await rejectionOf(agent.use("IMAGE", { prompt: "A cat" }));
    expect(error).toMatchObject({ kind: "response", code: "malformed_image" });
    expect(agent.uses).toMatchObject([{ cost: 1, error: "malformed_image" }]);
  });

  it("whose base64 comes in lines is an image, given without them", async () => {
    const agent = await startAgent(sim, { settings });
    const lines = onePixelPng.replace(/.{20}/g, "$&\r\n");
    sim.next("/images", { fault: "raw", body: JSON.stringify({ data: [{ b64_json: lines }] }) });
    expect(await agent.use("IMAGE", { prompt: "A cat" })).toEqual([{ url: dataUrl }]);
  });

  it("of no bytes is none", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next("/images", { fault: "error", status: 404, error: { code: 404, message: "Not here" } });
    const images = [{ image_url: { url: "data:image/png;base64," } }];
    const choices = [{ message: { images }, finish_reason: "stop" }];
    sim.next(chat, { fault: "raw", body: JSON.stringify({ choices }) });
    expect(await rejectionOf(agent.use("IMAGE", { prompt: "A cat" }))).toMatchObject({
      code: "malformed_image",
    });
  });

  it.each([{}, { prompt: "" }, { prompt: "A cat", count: 11 }])(
    "cannot be asked for by %j",
    async (params) => {
      const agent = await startAgent(sim, { settings });
      expect(await rejectionOf(agent.use("IMAGE", params))).toMatchObject({ kind: "parameter" });
    },
  );

  it("is found among the parts of a message too", async () => {
    const agent = await startAgent(sim, { settings });
    sim.next("/images", { fault: "error", status: 404, error: { code: 404, message: "Not here" } });
    const content = [
      { type: "text", text: "Here." },
      { type: "image_url", image_url: { url: dataUrl } },
    ];
    const body = {
      id: "gen-1",
      choices: [{ finish_reason: "stop", message: { role: "assistant", content } }],
    };
    sim.next(chat, { fault: "raw", body: JSON.stringify(body) });
    expect(await agent.use("IMAGE", { prompt: "A cat" })).toEqual([{ url: dataUrl }]);
  });
});
