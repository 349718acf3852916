import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { failed, unsuitable } from "../../src/probes/verdict.js";
import { hideSecrets, holdsSecret } from "../../src/rules/leaks/hide-secrets.js";

const token = `sk-or-v1-${"0123456789abcdef".repeat(4)}`;
const { privateKey } = generateKeyPairSync("ed25519");
const key = String(privateKey.export({ type: "pkcs8", format: "pem" }));
const body = key.split("\n")[1] ?? "";

describe("a text in a report", () => {
  it("shows no more of a token than its beginning", () => {
    expect(hideSecrets(`No access with ${token}, ${token}!`)).toBe("No access with sk-o…, sk-o…!");
    expect(holdsSecret(`No access with ${token}!`)).toBe(true);
  });

  it("shows nothing of a private key, also where it is cut off", () => {
    expect(hideSecrets(`cannot read ${key} of x`)).toBe(
      "cannot read -----BEGIN PRIVATE KEY-----…-----END PRIVATE KEY-----\n of x",
    );
    const cut = hideSecrets(`cannot read ${key.slice(0, 60)}`);
    expect(cut).toBe("cannot read -----BEGIN PRIVATE KEY-----…");
    expect(hideSecrets(key.replaceAll("\n", "\\n"))).not.toContain(body);
    expect(holdsSecret(key)).toBe(true);
  });

  it("has none of what a package throws while it is probed", () => {
    const said = `Error: ${"x".repeat(360)} ${token}`;
    expect(JSON.stringify([failed("load-throws", said), unsuitable(said)])).not.toContain("0123456789");
  });

  it("is otherwise as it was", () => {
    for (const text of [
      "",
      "sk-or-v1-…",
      "npm_config_cache is not set",
      "-----BEGIN CERTIFICATE-----\nMIIB",
    ]) {
      expect(hideSecrets(text)).toBe(text);
      expect(holdsSecret(text)).toBe(false);
    }
  });

  it("is searched in time that grows with its length", () => {
    const hostile = "-----BEGIN PRIVATE KEY-----".repeat(20_000) + "sk-ant-".repeat(50_000);
    const started = process.cpuUsage();
    hideSecrets(hostile);
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(2_000);
  });
});
