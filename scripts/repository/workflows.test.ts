import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly "runs-on": string;
  readonly "timeout-minutes"?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = ".github/workflows";
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), "utf8");
  const document = parseDocument(text);
  const workflow: Workflow = document.toJS();
  return { name, text, errors: document.errors, workflow, jobs: Object.entries(workflow.jobs) };
});

describe.each(workflows)("$name", ({ text, errors, workflow, jobs }) => {
  const steps = jobs.flatMap(([, job]) => job.steps);

  it("is valid YAML", () => {
    expect(errors).toEqual([]);
  });

  it("grants nothing by default, and each grant of a job has its reason beside it", () => {
    expect(workflow.permissions).toEqual({});
    const grants = text.split("\n").filter((line) => /^ {6}[\w-]+: (?:read|write)\b/.test(line));
    expect(grants).toHaveLength(jobs.flatMap(([, { permissions = {} }]) => Object.keys(permissions)).length);
    for (const grant of grants) expect(grant).toMatch(/ # to \w+/);
  });

  it("takes actions by full commit with the version beside it, each from one commit", () => {
    const uses = text.split("\n").filter((line) => /\buses:/.test(line));
    expect(uses).toHaveLength(steps.filter((step) => step.uses !== undefined).length);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const commits = Map.groupBy(
      new Set(steps.flatMap(({ uses: action = [] }) => action)),
      (action) => action.split("@")[0],
    );
    for (const [, versions] of commits) expect(versions).toHaveLength(1);
  });

  it("leaves no token in the checkout", () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ "persist-credentials": false });
  });

  it("puts no expression into a shell command, where a branch name could become code", () => {
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
  });

  it("bounds every job in time, on a named runner image", () => {
    for (const [, job] of jobs) {
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(90);
      expect(job["runs-on"]).not.toContain("latest");
    }
  });
});

describe("ci.yml", () => {
  const ci = workflows.find(({ name }) => name === "ci.yml");

  it("ends in one job that needs all the others, always runs and looks at each result", () => {
    const { "ci-ok": last, ...others } = ci?.workflow.jobs ?? {};
    expect(last?.needs).toEqual(Object.keys(others));
    expect(last?.if).toBe("always()");
    for (const name of Object.keys(others)) expect(ci?.text).toContain(`\${{ needs.${name}.result }}`);
  });

  it("runs the script that runs the two commands", () => {
    expect(ci?.jobs.flatMap(([, job]) => job.steps.map(({ run }) => run))).toContain("bash .ci/run");
  });

  it("tries the guard on the oldest Node that bundle-check promises", () => {
    const { engines }: { engines: { node: string } } = JSON.parse(
      readFileSync("packages/bundle-check/package.json", "utf8"),
    );
    const oldest = /^>=(\d+\.\d+\.\d+)$/.exec(engines.node)?.[1];
    expect(oldest).toBeDefined();
    expect(ci?.text).toContain(`node: [${oldest}, `);
  });
});

describe("release.yml", () => {
  const release = workflows.find(({ name }) => name === "release.yml");
  const { publish, gate } = release?.workflow.jobs ?? {};
  const commands = (steps: readonly Step[] = []) => steps.flatMap(({ run = [] }) => run);

  it("installs nothing in the job that may publish, and takes Node from setup-node", () => {
    expect(publish?.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(commands(publish?.steps).join("\n")).toMatch(
      /^node scripts\/release\/release\.ts \$\{STAGED:\+"\$STAGED"\}$/,
    );
    expect(publish?.steps.filter(({ uses }) => uses?.startsWith("actions/setup-node@"))).toHaveLength(1);
  });

  it("gives an identity token to that job alone, and it needs the gate", () => {
    const holders = release?.jobs
      .filter(([, { permissions = {} }]) => "id-token" in permissions)
      .map(([name]) => name);
    expect(holders).toEqual(["publish"]);
    expect(publish?.needs).toBe("gate");
  });

  it("does nothing on any other branch than main, also when somebody starts it there", () => {
    const { plan, ...others } = release?.workflow.jobs ?? {};
    expect(plan?.if).toBe("github.ref == 'refs/heads/main'");
    for (const { needs, if: condition = "" } of Object.values(others)) {
      expect(["plan", "gate"]).toContain(needs);
      // A status function would let a job run although the one that it needs was skipped.
      expect(condition).not.toMatch(/always|failure|cancelled/);
    }
  });

  it("uses no cache, neither in the gate nor where it publishes", () => {
    expect(release?.text).not.toMatch(/actions\/cache|TURBO_|^ +cache:/m);
    const setups = release?.jobs.flatMap(([, { steps }]) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/setup-node@")),
    );
    for (const setup of setups ?? []) expect(setup.with).toMatchObject({ "package-manager-cache": false });
  });

  it("runs the whole gate", () => {
    expect(commands(gate?.steps)).toContain("npx -y bun@1.4.5 run gate");
  });
});
