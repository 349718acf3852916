import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { imageDescriptionTemplate } from "@elizaos/core";
import { onePixelPng } from "openrouter-sim";
import { describe, expect, it } from "vitest";
import { startAgent } from "../support/agent.js";
import { cores } from "../support/cores.js";
import { rejectionOf } from "../support/outcomes.js";
import { chat, startSim } from "../support/sim.js";

const sim = await startSim();
const settings = { OPENROUTER_IMAGE_MODEL: "test/seer" };
const imageUrl = "https://example.com/cat.png";
const cat = { title: "A cat", description: "A cat sits.", text: "A grey cat sits on\na red mat." };

describe.each(cores)("an image description on core $version", (core) => {
  it("has a title, a description and a text", async () => {
    const agent = await startAgent(sim, { core, settings });
    sim.next(chat, { text: `title: ${cat.title}\ndescription: ${cat.description}\ntext: ${cat.text}` });
    expect(await agent.use("IMAGE_DESCRIPTION", imageUrl)).toEqual(cat);
    expect(sim.requestsTo(chat)[0]?.body).toMatchObject({
      model: "test/seer",
      messages: [
        {
          role: "user",
          content: [{ type: "text" }, { type: "image_url", image_url: { url: imageUrl } }],
        },
      ],
    });
    expect(sim.requestsTo(chat)[0]?.body?.max_tokens).toBeUndefined();
    expect(agent.uses).toMatchObject([{ type: "IMAGE_DESCRIPTION" }]);
  });
});

describe("the answer", () => {
  it.each([
    ["core 537's lines", `title: ${cat.title}\ndescription: ${cat.description}\ntext: ${cat.text}`, cat],
    [
      "core 114's XML",
      `<response><title>${cat.title}</title><description>${cat.description}</description><text>${cat.text}</text></response>`,
      cat,
    ],
    ["JSON in a fence", `\`\`\`json\n${JSON.stringify(cat)}\n\`\`\``, cat],
    [
      "Markdown",
      `**Title:** ${cat.title}\n**Description:** ${cat.description}`,
      { title: cat.title, description: cat.description, text: cat.description },
    ],
    [
      "XML with a tag that nothing closes",
      "<title><description>A cat sits.</description>",
      { title: "Image", description: "A cat sits.", text: "A cat sits." },
    ],
    ["prose", "A cat on a mat.", { title: "Image", description: "A cat on a mat.", text: "A cat on a mat." }],
  ])("is understood as %s", async (_, text, expected) => {
    const agent = await startAgent(sim, { settings });
    sim.next(chat, { text });
    const params = { imageUrl, prompt: imageDescriptionTemplate };
    expect(await agent.use("IMAGE_DESCRIPTION", params)).toEqual(expected);
    expect(JSON.stringify(sim.requestsTo(chat)[0]?.body?.messages)).toContain("TOON");
  });

  it("is never a failure in disguise", async () => {
    const agent = await startAgent(sim, { settings: { ...settings, OPENROUTER_MAX_RETRIES: 0 } });
    sim.next(chat, { fault: "error", status: 500, error: { code: 500, message: "Broken" } });
    expect(await rejectionOf(agent.use("IMAGE_DESCRIPTION", imageUrl))).toMatchObject({ status: 500 });
  });

  it("comes from the successor of a retired default", async () => {
    const agent = await startAgent(sim);
    sim.next(
      chat,
      { fault: "error", status: 404, error: { code: 404, message: "No endpoints found" } },
      { text: "title: A cat\ndescription: It sits." },
    );
    expect(await agent.use("IMAGE_DESCRIPTION", imageUrl)).toMatchObject({ title: "A cat" });
  });
});

describe("the image", () => {
  const inline = `data:image/png;base64,${onePixelPng}`;

  async function sentFor(given: string): Promise<unknown> {
    const agent = await startAgent(sim, { settings });
    await agent.use("IMAGE_DESCRIPTION", { imageUrl: given });
    const body: { messages?: { content?: unknown }[] } = Object(sim.requestsTo(chat).at(-1)?.body);
    return body.messages?.[0]?.content;
  }

  it("may be inline or a local file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "description-"));
    const file = join(folder, "pixel.png");
    writeFileSync(file, Buffer.from(onePixelPng, "base64"));
    for (const given of [inline, onePixelPng, file, pathToFileURL(file).href]) {
      expect(await sentFor(given)).toMatchObject([{ type: "text" }, { image_url: { url: inline } }]);
    }
    rmSync(folder, { recursive: true });
  });

  it("that is not there is an error", async () => {
    const agent = await startAgent(sim, { settings });
    const given = [
      "",
      "/nowhere/cat.png",
      "data:nonsense",
      `data:image/png${";a".repeat(4_500_000)}`,
      "data:image/png;base64,???",
      "data:image/png;base64,AAAAA",
      // A word is no image, although base64 is made of the same letters; nor is what is one letter too long for it.
      "picture",
      "hello",
      `${onePixelPng.replaceAll("=", "")}AAA`,
    ];
    for (const imageUrl of given) {
      const error = await rejectionOf(agent.use("IMAGE_DESCRIPTION", imageUrl));
      expect([imageUrl, error]).toEqual([imageUrl, expect.objectContaining({ kind: "parameter" })]);
    }
    expect(sim.requestsTo(chat)).toEqual([]);
  });

  it("may be written into its URL byte by byte", async () => {
    const bytes = Buffer.from(onePixelPng, "base64");
    const escaped = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
    const encoded = `data:image/png;base64,${encodeURIComponent(onePixelPng)}`;
    for (const given of [`data:image/png,${escaped}`, encoded]) {
      expect(await sentFor(given)).toMatchObject([{ type: "text" }, { image_url: { url: inline } }]);
    }
    const drawing = "<svg width='100%'>é</svg>";
    const url = `data:image/svg+xml;base64,${Buffer.from(drawing).toString("base64")}`;
    expect(await sentFor(`data:image/svg+xml,${drawing}`)).toMatchObject([{}, { image_url: { url } }]);
  });
});
