import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact } from "./redact.ts";

describe("what is printed", () => {
  it.each([
    "npm_abcdefghijklmnopqrstuvwxyz0123456789",
    "//registry.example/:_authToken=s3cr3t-value",
    "Authorization: Bearer s3cr3t-value-0123",
    "https://user:s3cr3t-value@registry.example/",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.c2VjcmV0LXZhbHVl",
    '"_password":"s3cr3t-value"',
  ])("does not hold %s", (text) => {
    const clean = redact(`before ${text} after`, {});
    expect(clean).toContain("[hidden]");
    expect(clean).not.toMatch(/s3cr3t|npm_abc|eyJzdWI/);
    expect(clean).toMatch(/^before .* after$/);
  });

  it("holds nothing of what the environment keeps secret, wherever it stands", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 6, maxLength: 40 }),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          fc.pre(!"[hidden]".includes(secret) && !before.includes(secret) && !after.includes(secret));
          expect(redact(`${before}\u0000${secret}\u0000${after}`, { NODE_AUTH_TOKEN: secret })).not.toContain(
            `\u0000${secret}\u0000`,
          );
        },
      ),
    );
  });

  it("leaves ordinary words alone", () => {
    const text = "npm error code E401: token expired for sha512-abc==";
    expect(redact(text, { TOKEN: "x" })).toBe(text);
  });
});
