import type { BadRelease } from "./bad-release.js";

/** Code that does not load, or throws. */
export const modules: readonly BadRelease[] = [
  {
    spec: "@uploadcare/react-widget@2.1.3",
    integrity:
      "sha512-GJzZMhTQHqbyTcW5bHiGazlPjuKW0BOD9RCYEg3Wn7U/xzbJFBKxj3xK90vnVwLd7Rdy74+ZRqPAbfZuYQNBsQ==",
    rule: "wrong-module-kind",
    file: "dist/cjs/index.js",
    what: 'CommonJS in .js files under "type": "module"',
  },
  {
    spec: "@elizaos/core@2.0.0-alpha.114",
    integrity:
      "sha512-c0eK+aPeP32of0gds1yOjUVX4Ks/XBqSgMcHMffu0eIUpdxJgFDeGqtQTZJhjVxZNR/ffQDXelFAs0o8eFILSw==",
    rule: "undeclared-export",
    file: "dist/testing/index.js",
    what: "an export list without declarations",
  },
  {
    spec: "human-regex@2.1.5",
    integrity:
      "sha512-0IjS3kUvWMu27q4JT1t/0eA8J78iOEsn6igZ4yElBmYeyAU901+4cwQHKUyco1A2e9llO8pnIsPimPD5y+n06A==",
    rule: "wrong-module-kind",
    file: "dist/human-regex.cjs.js",
    what: 'the CommonJS build ends in .js under "type": "module"',
  },
  {
    spec: "wtf_wikipedia@10.0.4",
    integrity:
      "sha512-f13wBUxd8CnPk/vvLmrwLZ8aQiO66N0PnUOz4t1l+7m0LwkmUQzl+5ZOTqjLOn/1WY8SlqFAqKsnQ2bfKjt2aQ==",
    rule: "wrong-module-kind",
    file: "cli.js",
    what: 'a CommonJS bin under "type": "module"',
  },
  {
    spec: "did-jwt@5.5.1",
    integrity:
      "sha512-sXwLRZwKwnm4O7kV+0/+JWkMJOCKvdgy405xImd8ZllesOT7CV6EsgSHzIaHR6K3BzoEVYiATdsZda+TlKSbeg==",
    rule: "wrong-module-kind",
    file: "lib/index.modern.js",
    what: "`exports` leads every Node to undeclared ES module syntax",
  },
  {
    spec: "color2k@1.2.0",
    integrity:
      "sha512-3HPVcuk6FRW5rHmuGwK0P7c0YNLLZNzlAg8Tp3KQ5BkGKTHlRc3ouLvPIcebXTsvC3GBeCtHmDj6eP9Qct0bhg==",
    rule: "wrong-module-kind",
    file: "dist/index.modern.js",
    what: "the same, and `main` is a .ts file that is not shipped",
  },
  {
    spec: "chart.js@3.0.0-beta.2",
    integrity:
      "sha512-etQDEmCwdxVKpxd7VmPXCbC5eIu2FjT8yaKCWA4h8qNfX2QOw07pb5JtZxzsNlzVDb1plOw1uXlRNMIKToW6KQ==",
    rule: "missing-module",
    file: "dist/chart.esm.js",
    what: "shared chunks were not packed",
  },
  {
    spec: "react-edit-text@5.0.1",
    integrity:
      "sha512-e38DQ6QieC130aduVhbxoxUa9WwS4wjReBpZ1ziUfo8UmupkW7VATs3j7l1p3P54r/RoNo4OFXH3ZIns0/NcIA==",
    rule: "undeclared-reference",
    file: "dist/index.js",
    what: "JSX calls `h`, which nothing declares",
  },
  {
    spec: "regression@2.0.0",
    integrity:
      "sha512-ywB5WoaOYJg104hFAUW7SWyi94dsyQF7I2uS5f6ydgz5Qy/j5Q9fizrmgehKGqwmnMwL3f9jep+Fgbq2/ugJjQ==",
    rule: "undeclared-reference",
    file: "dist/regression.min.js",
    what: "the minifier removed declarations and left their uses",
  },
  {
    spec: "@mlc-ai/web-llm@0.2.81",
    integrity:
      "sha512-V2zdaHeCfv7KjnN6WOrt85v6tfefDVyTvWXZ5IN7OXu21Ee1hDg/jQu3ANWN/wjy2qdhVD16cAhoNpnxqyf+Gg==",
    rule: "undeclared-reference",
    file: "lib/index.js",
    what: "`require` in an ES module",
  },
  {
    spec: "publish-browser-extension@3.0.3",
    integrity:
      "sha512-cBINZCkLo7YQaGoUvEHthZ0sDzgJQht28IS+SFMT2omSNhGsPiVNRkWir3qLiTrhGhW9Ci2KVHpA1QAMoBdL2g==",
    rule: "undeclared-reference",
    file: "dist/index.js",
    what: '`Dynamic require of "stream" is not supported`',
  },
  {
    spec: "just-bash@2.14.0",
    integrity:
      "sha512-hiwsAa7OugRX5/fHhRijpyASioZ/UGjt/fjS15DQmrcFJmsBFabefZogdBJifw0WJUVqUiqATVRbhcwKScrD3w==",
    rule: "undeclared-reference",
    file: "dist/bundle/chunks/chunk-XORM457F.js",
    what: 'the same, of "tty", in a shared chunk',
  },
  {
    spec: "matrix-js-sdk@42.1.0",
    integrity:
      "sha512-/lK6XKRyYapgMUpFp0NyFQDnIt303yMNumk/1qBXRhzb43yV9fDPQZDcw++Yp5JcFiYLdFTZh8gS+AI7gxlghg==",
    rule: "missing-module",
    file: "lib/oauth/index.js",
    what: "an ES module imports a folder",
  },
  {
    spec: "svg-builder@3.0.4",
    integrity:
      "sha512-rHyeFkA26SuLlbGOK1Btg8X5fQ9qvYAp+8mxoMWJe3wlgGQ7X5tVc9X7XS3Z5ewIGYkBdQojzQGsHzFBvZ7TQg==",
    rule: "missing-module",
    file: "dist/esm/elements/element.js",
    what: "the same, under a nested package.json",
  },
  {
    spec: "react-focus-on@3.10.1",
    integrity:
      "sha512-WI145u8xtD7Tc0GcfgwudY2mktxukTlrhC2pB2qfQSfpFpLh42eq9ZQOKjQ/Sn6Ac22i/hjSeHi2rfdLY+XWkQ==",
    rule: "missing-module",
    file: "dist/es2015/index.js",
    what: "a nested package.json makes webpack refuse imports without extension",
  },
  {
    spec: "@cantoo/pdf-lib@2.11.0",
    integrity:
      "sha512-C5bUEG8F8nRqiZ00+ytp90QqNSMo1O1WEKVirh6J491H7D9+BBOs+SS0haFlJrb74gu7r2KD56FKDKOOgoy5jw==",
    rule: "missing-module",
    file: "es/packages/standard-fonts/Font.js",
    what: "an ES module imports JSON without its attribute",
  },
  {
    spec: "apitally@0.25.7",
    integrity:
      "sha512-n89oatMPEDP5lDpzexizdV/VEvtDLfWB9cs2ePlcnSXpkM8TauRH+FJSP0ku/9DVr0pfvxkglB4CqmjfhMIYnQ==",
    rule: "missing-import-binding",
    file: "dist/common/client.cjs",
    what: "`import_requestCounter.default is not a constructor`: the default is all of the module",
  },
];
