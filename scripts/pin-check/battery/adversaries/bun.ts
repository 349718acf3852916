import { type BatteryCase, checksum, denied, json, pin, pinned, uses } from "../battery-case.ts";
import { bunRepository, type Files } from "../consistent.ts";

const manifests = { "": uses(pin) };
const bun = (packages: Readonly<Record<string, unknown>>, workspace: object = uses(pin)): Files => ({
  ...bunRepository({ manifests }),
  "bun.lock": json({ lockfileVersion: 1, workspaces: { "": { name: "consumer", ...workspace } }, packages }),
});
const ours = [`${pinned}@${pin}`, "", {}, checksum];
const theirs = [`${pinned}@${denied}`, "", {}, checksum];

export const bunCases: readonly BatteryCase[] = [
  { name: "bun: as it should be", files: bun({ [pinned]: ours }), exit: 0 },
  {
    name: "bun: another package under the pinned name",
    files: bun({ [pinned]: ["left-pad@1.3.0", "", {}, checksum] }),
    exit: 1,
  },
  {
    name: "bun: the denied version under the name of another",
    files: bun({ [pinned]: ours, "left-pad": theirs }),
    exit: 1,
  },
  {
    name: "bun: the denied version three levels down",
    files: bun({
      [pinned]: ours,
      a: ["a@1.0.0", "", {}, ""],
      "a/b": ["b@1.0.0", "", {}, ""],
      "a/b/c": theirs,
    }),
    exit: 1,
  },
  {
    name: "bun: the denied version at an address",
    files: bun({
      [pinned]: [
        `${pinned}@${pin}`,
        `https://registry.localhost/${pinned}/-/plugin-openrouter-${denied}.tgz`,
        {},
        checksum,
      ],
    }),
    exit: 1,
  },
  {
    name: "bun: the pin at its address",
    files: bun({
      [pinned]: [
        `${pinned}@${pin}`,
        `https://registry.localhost/${pinned}/-/plugin-openrouter-${pin}.tgz`,
        {},
        checksum,
      ],
    }),
    exit: 0,
  },
  {
    name: "bun: a tarball",
    files: bun({ [pinned]: [`${pinned}@./plugin-openrouter-${pin}.tgz`, {}] }),
    exit: 1,
  },
  {
    name: "bun: a folder",
    files: bun({ [pinned]: [`${pinned}@file:vendor/plugin-openrouter`, {}] }),
    exit: 1,
  },
  { name: "bun: a link", files: bun({ [pinned]: [`${pinned}@link:plugin-openrouter`, {}] }), exit: 1 },
  { name: "bun: nothing but the root", files: bun({}), exit: 1 },
  {
    name: "bun: comments and trailing commas",
    files: {
      ...bun({}),
      "bun.lock": `// a comment\n{ "lockfileVersion": 1, "workspaces": { "": { "name": "consumer", "dependencies": { "${pinned}": "${pin}", }, }, }, /* more */ "packages": { "${pinned}": ${JSON.stringify(ours)}, }, }\n`,
    },
    exit: 0,
  },
  {
    name: "bun: a comment that looks like an entry",
    files: {
      ...bun({}),
      "bun.lock": `{ "lockfileVersion": 1, "workspaces": { "": { "dependencies": { "${pinned}": "${pin}" } } }, "packages": { /* "${pinned}": ${JSON.stringify(ours)}, */ "${pinned}": ${JSON.stringify(theirs)} } }\n`,
    },
    exit: 1,
  },
  {
    name: "bun: an escaped name",
    files: {
      ...bun({}),
      "bun.lock": `{ "lockfileVersion": 1, "workspaces": { "": { "dependencies": { "${pinned}": "${pin}" } } }, "packages": { "${pinned}": ${JSON.stringify(ours)}, "or-old": ["\\u0040elizaos/plugin-openrouter@${denied}", "", {}, ""] } }\n`,
    },
    exit: 1,
  },
];
