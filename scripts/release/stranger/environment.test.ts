import { afterEach, describe, expect, it, vi } from "vitest";
import { runningEnvironment, strangerEnvironment } from "./environment.ts";

afterEach(() => vi.unstubAllEnvs());

describe("the environment of a stranger", () => {
  it.each([
    "NPM_TOKEN",
    "NODE_AUTH_TOKEN",
    "GITHUB_TOKEN",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
    "OPENROUTER_API_KEY",
    "NODE_OPTIONS",
    "NODE_PATH",
    "npm_config_local_prefix",
    "npm_lifecycle_event",
  ])("has no %s", (name) => {
    vi.stubEnv(name, "secret");
    expect(strangerEnvironment()).not.toHaveProperty(name);
  });

  it("keeps what package managers need: PATH, proxies and the registry", () => {
    for (const name of ["PATH", "HTTPS_PROXY", "npm_config_registry", "NODE_EXTRA_CA_CERTS"])
      vi.stubEnv(name, "kept");
    expect(strangerEnvironment({ SIM_URL: "http://x" })).toMatchObject({
      PATH: "kept",
      HTTPS_PROXY: "kept",
      npm_config_registry: "kept",
      NODE_EXTRA_CA_CERTS: "kept",
      SIM_URL: "http://x",
    });
  });

  it("gives the package's own code another home than the one with the tokens", () => {
    expect(runningEnvironment("/consumer", { A: "b" })).toMatchObject({
      HOME: "/consumer",
      USERPROFILE: "/consumer",
      A: "b",
    });
  });
});
