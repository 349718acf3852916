import { beforeEach, expect, it, vi } from "vitest";
import { emptyConfiguration } from "../../src/configuration/configuration.js";
import { judgePackage } from "../../src/judge.js";
import { parseAgain } from "../../src/modules/parse.js";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";
import { noSurroundings } from "../../src/surroundings/surroundings.js";

vi.mock("../../src/modules/parse.js", { spy: true });

beforeEach(() => void vi.mocked(parseAgain).mockClear());

function judge(files: Readonly<Record<string, string>>) {
  return judgePackage(
    createPackageFiles(Object.entries(files)),
    { spec: "." },
    { configuration: emptyConfiguration, surroundings: noSurroundings },
  ).findings.map(({ rule }) => rule);
}

const module = {
  "package.json": `{ "name": "a", "version": "1.0.0", "type": "module", "main": "index.js" }`,
};
const script = { "package.json": `{ "name": "a", "version": "1.0.0", "main": "index.js" }` };

it.each([
  [
    "a namespace whose name is that of its file",
    {
      ...module,
      "part.js": "export const a = 1;",
      "index.js": `import * as part from "./part.js";\nexport const b = part.a;`,
    },
  ],
  [
    "an example in documentation",
    {
      ...module,
      "part.js": "export const a = 1;",
      "index.js": `import * as part from "./part.js";\n/**\n * \`part.lost()\`\n */\n// part.lost\nexport const b = part.a;`,
    },
  ],
  [
    "a function that is asked for first",
    {
      ...script,
      "part.js": "exports.a = 1;",
      "index.js": `const part = require("./part");\nif (part.init) { part.init(); }\nexports.b = part.a;`,
    },
  ],
  [
    "a minified bundle with an object of modules and a list of nothing",
    {
      ...script,
      "index.js": `var f=f([]);(()=>{var e={12:(e,t,n)=>{n(34)},34:(e,t)=>{t.a=1}},t={};function n(r){var i=t[r];if(void 0!==i)return i.exports;var o=t[r]={exports:{}};return e[r](o,o.exports,n),o.exports}var r=n(12);module.exports=r})();`,
    },
  ],
  [
    "a minified universal module that fills its exports at the end",
    {
      ...script,
      "index.js": `(function(l,o){typeof exports=="object"&&typeof module<"u"?o(exports):typeof define=="function"&&define.amd?define(["exports"],o):o(l.Lib={})})(this,function(o){"use strict";const s=()=>1;o.send=s,Object.defineProperty(o,"__esModule",{value:!0})});`,
    },
  ],
  [
    "a minified universal module whose factory begins with its result",
    {
      ...script,
      "index.js": `!function(e,t){"object"==typeof exports&&"object"==typeof module?module.exports=t():"function"==typeof define&&define.amd?define([],t):e.Lib=t()}(this,function(){return function(e){return e}(1)});`,
    },
  ],
  [
    "a script whose value and members are taken at once, and one that calls its own exports",
    {
      ...script,
      "part.js": "exports.a = () => 1;\nexports.b = () => exports.a();\n",
      "index.js": `module.exports = [require("./part"), require("./part").a];`,
    },
  ],
])("no syntax tree is made for %s", (_title, files) => {
  expect(judge(files)).not.toContain("missing-import-binding");
  expect(parseAgain).not.toHaveBeenCalled();
});

it("one is made for what may be lost", () => {
  const files = { ...module, "part.js": "export const a = 1;" };
  const index = `import * as part from "./part.js";\nexport const b = part.lost();`;
  expect(judge({ ...files, "index.js": index })).toContain("missing-import-binding");
  expect(parseAgain).toHaveBeenCalled();
});
