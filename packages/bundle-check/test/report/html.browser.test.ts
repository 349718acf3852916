import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumOfMachine, skipsBrowserTests } from "../../../../scripts/verify/find-chromium.ts";
import {
  brokenPackage,
  createWorkspace,
  goodPackage,
  manifest,
  type Workspace,
} from "../cli/sample-packages.js";
import { runCommand } from "../cli/spawn-command.js";

/** What a page would run or load if it took it for markup: as the names of a package, its files and its code. */
const image = '<img src="http:..127.0.0.1:9.x" onerror="window.wasRun = true">';
const script = "</code></style><script>window.wasRun = true<\\u002fscript>";
const hostilePackage = {
  "package.json": manifest({
    name: "hostile",
    version: `1.0.0-${image}`,
    exports: { ".": "./index.js", [`./${image}`]: `./${image}.js` },
    dependencies: { [image]: "workspace:*" },
    bundleCheck: { rules: { [image]: "off" } },
  }),
  "index.js": `export const a = missing; // ${image}\n/* ${script.replace("\\u002f", "/")} */ also;\n`,
  [`lib/${image}.js`]: "module.exports = require('./gone.js');\n",
};

let workspace: Workspace;
let browser: Browser;

/** The page as the command writes it. */
async function writePage(name: string, targets: readonly string[]): Promise<string> {
  const file = join(workspace.path, name);
  const { stderr } = await runCommand(["-f", "html", "-o", file, ...targets], workspace.path);
  expect(stderr).toContain("the report is in");
  return file;
}

/** Opens a page, and tells of all that it asks for, runs and complains about. */
async function open(file: string, options: { colorScheme?: "light" | "dark"; width?: number } = {}) {
  const { colorScheme = "light", width = 1_000 } = options;
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(file).href);
  return { page, requests, complaints };
}

const wasRun = (page: Page) => page.evaluate<boolean>(`"wasRun" in window`);

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What the rules for accessible pages (WCAG 2.2, levels A and AA, and good practice) find wrong. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = (await page.evaluate("axe.run()")) as AxeResults;
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe.skipIf(skipsBrowserTests)("the HTML report in a browser", () => {
  beforeAll(async () => {
    workspace = createWorkspace();
    await workspace.addTarball("broken.tgz", brokenPackage);
    await workspace.addTarball("good.tgz", goodPackage);
    workspace.addDirectory("hostile", hostilePackage);
    browser = await chromium.launch({ executablePath: chromiumOfMachine(), args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    workspace?.remove();
  });

  it.each(["light", "dark"] as const)("can be read by everybody, in the %s", async (colorScheme) => {
    const several = await writePage("several.html", ["broken.tgz", "good.tgz", "gone.tgz", "--as-is"]);
    const { page, complaints } = await open(several, { colorScheme });
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("leads from the list of targets to each", async () => {
    const { page } = await open(await writePage("list.html", ["broken.tgz", "good.tgz"]));
    await page.getByRole("link", { name: "good@1.0.0" }).click();
    expect(new URL(page.url()).hash).toBe("#target-2");
    expect(await page.getByRole("heading", { name: "good@1.0.0" }).isVisible()).toBe(true);
    await page.close();
  });

  it("fits a narrow screen: only tables and code are wider, and scroll by themselves", async () => {
    const { page } = await open(
      await writePage("narrow.html", ["broken.tgz", "good.tgz", "hostile", "--as-is"]),
      {
        width: 320,
      },
    );
    const wider = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    expect(wider).toBeLessThanOrEqual(0);
    await page.close();
  });

  it("loses nothing on paper", async () => {
    const ignores = [{ rule: "undeclared-reference", name: "missing", reason: "made by the host" }];
    workspace.addDirectory("printed", {
      ...hostilePackage,
      "package.json": manifest({ bundleCheck: { ignores } }),
      "index.js": `export const a = missing; export { plugin }; // ${"w".repeat(300)}\n`,
    });
    const { page } = await open(await writePage("printed.html", ["printed", "--as-is"]), { width: 640 });
    const reason = page.getByText("made by the host");
    const wide = () =>
      page.evaluate<number>(
        `[...document.querySelectorAll("pre, .scroll")].filter((one) => one.scrollWidth > one.clientWidth).length`,
      );
    expect(await reason.isVisible()).toBe(false);
    expect(await wide()).toBeGreaterThan(0);
    await page.emulateMedia({ media: "print" });
    expect(await reason.isVisible()).toBe(true);
    expect(await wide()).toBe(0);
    await page.close();
  });

  it("runs and loads nothing that a package has written", async () => {
    const file = await writePage("hostile.html", ["hostile", "--as-is"]);
    const { page, requests, complaints } = await open(file);
    expect(await page.locator("main").textContent()).toContain("onerror=");
    expect(await page.locator("img, script, iframe").count()).toBe(0);
    expect(await wasRun(page)).toBe(false);
    expect(requests).toEqual([pathToFileURL(file).href]);
    expect(complaints).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  it("would not even if markup got into it", async () => {
    const file = await writePage("pierced.html", ["hostile", "--as-is"]);
    const markup = `<script>window.wasRun = true</script><img src="data:," onerror="window.wasRun = true"><style>h1 { display: none }</style>`;
    const page = readFileSync(file, "utf8");
    writeFileSync(
      file,
      page.replace("</main>", () => `${markup}</main>`),
    );
    const pierced = await open(file);
    await pierced.page.waitForTimeout(100);
    expect(await wasRun(pierced.page)).toBe(false);
    expect(await pierced.page.getByRole("heading", { level: 1 }).isVisible()).toBe(true);
    expect(pierced.complaints.join("\n")).toMatch(/Content Security Policy/);
    await pierced.page.close();

    // The policy is what keeps it from that.
    writeFileSync(
      file,
      page.replace(/<meta http-equiv[^>]+>/, "").replace("</main>", () => `${markup}</main>`),
    );
    const bare = await open(file);
    await bare.page.waitForTimeout(100);
    expect(await wasRun(bare.page)).toBe(true);
    await bare.page.close();
  });
});
