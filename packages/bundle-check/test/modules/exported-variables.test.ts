import { expect, it } from "vitest";
import { handsOverExports } from "../../src/modules/plain-code/exported-variables.js";

it.each([
  ["factory(exports)", true],
  ["factory (exports, require('a'))", true],
  ["(function(exports, module) { })", false],
  ["(function (exports, module) { })", false],
  ["Object.defineProperty (exports, 'a', b)", false],
  ["f.call (exports, a)", false],
  ["(exports) => a", false],
])("whether a module starts by handing its exports to a function: %s", (text, expected) => {
  expect(handsOverExports(text)).toBe(expected);
});
