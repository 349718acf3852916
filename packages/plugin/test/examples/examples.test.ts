import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("../../examples/", import.meta.url));

/** Runs an example without a key, so that its embedded server answers. */
async function run(name: string, input = ""): Promise<string> {
  const { OPENROUTER_API_KEY: _, ...env } = process.env;
  const running = promisify(execFile)(process.execPath, [`${folder}${name}.ts`], { env });
  running.child.stdin?.end(input);
  return (await running).stdout;
}

describe("the example", () => {
  it.each([
    ["tools", /asks for 20 \+ 22[\s\S]*make 42/],
    ["images", /An image: data:image\/png;base64,[\s\S]*It shows: A pixel/],
    ["embeddings", /3 vectors of 512 dimensions[\s\S]*1\.000 {2}The cat/],
    ["routing", /"experiment":\{"arm":"[^"]+"\}[\s\S]*You said/],
  ])("%s runs and says that it is not OpenRouter that answers", async (name, expected) => {
    const output = await run(name);
    expect(output).toMatch(/embedded server answers/);
    expect(output).toMatch(expected);
  });

  it("chat answers line by line", async () => {
    expect(await run("chat", "Hello there\nAnd again\n\n")).toMatch(
      /Ada: You said: Hello there[\s\S]*Ada: You said: And again/,
    );
  });
});
