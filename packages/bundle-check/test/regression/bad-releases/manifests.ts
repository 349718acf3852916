import type { BadRelease } from "./bad-release.js";

/** What package.json says is not so: targets, scripts, commands, dependencies. */
export const manifests: readonly BadRelease[] = [
  {
    spec: "is-promise@2.2.0",
    integrity:
      "sha512-N/4ZxZGjDLAWJQNtcq1/5AOiWTAAhDwnjlaGPaC2+p3pQ+Ka2Dl/EL29DppuoiZ8Xr1/p/9ywBGGzHRPoWKfGA==",
    rule: "missing-target",
    file: "package.json",
    what: "targets without `./`, and index.mjs not shipped",
  },
  {
    spec: "@mendable/firecrawl-js@1.18.4",
    integrity:
      "sha512-+soWtQ6L5ExJc6U5C0Au6aaJfPt4NBvp2WuM3QEd/2HhbGyL5N1Cyiuy8Zmgo0PC2jtm0vWpY0kI20QknHjJQw==",
    rule: "missing-target",
    file: "package.json",
    what: "published without its build",
  },
  {
    spec: "p-queue@7.3.1",
    integrity:
      "sha512-aCrSrsUYWf54c78gtFLmFINe57/xVbHWi3f27a/JldhH1XZcQZPA+UFk7V1Zo+LSlBQkcfJ54+CnG4lP2K87Rg==",
    rule: "missing-target",
    file: "package.json",
    what: "readme, license and package.json alone",
  },
  {
    spec: "@oxc-node/cli@0.0.32",
    integrity:
      "sha512-D45a6bbKJpWcd7WDqY5Bmq1UXa604wY1wvC/nLfKOCbf4n20fGs5XwUl9wkB7KoloXWOva1GqApHuHaz24DQqg==",
    rule: "bin-shebang",
    file: "dist/index.js",
    what: "a bin without a shebang",
  },
  {
    spec: "react-query@1.2.7",
    integrity:
      "sha512-oaVpIxAr3fepE1HRx9rEbQKHMwTT4MkVf+0lgkjWBY4MnIKY0/ozM/ImW1T5iJvgFh0AFI+KCPljR9FER5hy8g==",
    rule: "missing-script-target",
    file: "package.json",
    what: "a postinstall script that is not shipped",
  },
  {
    spec: "@svgr/plugin-jsx@8.0.0",
    integrity:
      "sha512-f7IiIWo1qeHGF6iHT+qNYzoDSv94YzQguBpxd1ZByKAKb43kgDgmXgqQyTf1VZXQuiR3AJkqoF1MVGWvIqaCgQ==",
    rule: "local-protocol",
    file: "package.json",
    what: "`workspace:*` in a peer",
  },
  {
    spec: "pwa-asset-generator@8.1.5",
    integrity:
      "sha512-21REdxVqnECjwmvDu33c69KgaNs/v8jrZAaJY8QZz+rzpnWlBB7TYTyDg5f6dJ2E5svaZcigbb9WCmIaUZkujg==",
    rule: "unlisted-dependency",
    file: "dist/helpers/installer.js",
    what: "imports a package that only another one installs",
  },
  {
    spec: "@elizaos/plugin-telegram@2.0.0-alpha.11",
    integrity:
      "sha512-3KUH8Bo8ceEOlDFkQ7Ds4pRI7qXbxiFm7nlWAuLK7VC86GJ0nD4UspPjgr27jU61ER3kTH+VZd6DKJ8BGUcDZQ==",
    rule: "missing-target",
    file: "package.json",
    what: "every field promises types, and none are shipped",
  },
  {
    spec: "noop-ts@1.0.4",
    integrity:
      "sha512-+9RN4s4XO+M7HT2el0bINeJZdNLNgSD0h2i1+qmTr/ZEgYjoamkxfffmVY5dIbGrJSuMemfqroDjyLXXFYkp8w==",
    rule: "missing-target",
    file: "package.json",
    what: "sources and no build",
  },
  {
    spec: "pirates@4.0.2",
    integrity:
      "sha512-VPxHpPfPbxIEdH2/KPkBl1/YbrBFzOxxTyQ4zEWh9hgWozoSGfgx25qx8yuhe5wnD3/pwamKXu3v3VoFbkLeaA==",
    rule: "missing-target",
    file: "package.json",
    what: "`main` is not shipped",
  },
  {
    spec: "matrix-js-sdk@25.1.0",
    integrity:
      "sha512-zVAg73FiFrFacS/q9hLnRaSPvg84VT/X70VIOigp2eOMUhot35UnNL99YUbfkksY95/UnvgrqJkyaZcm8lSspQ==",
    rule: "missing-target",
    file: "package.json",
    what: "neither lib nor dist",
  },
  {
    spec: "react-error-boundary@1.2.4",
    integrity:
      "sha512-5Rl3YHAjLVnmtcNoowvp4ij1C4YlE8QnGbu8lYA4QLinusojP2lPFjSdWMcBB0afnwI2B5UWtrajjZ2jku4ckw==",
    rule: "missing-target",
    file: "package.json",
    what: "no dist",
  },
  {
    spec: "browser-or-node@2.1.0",
    integrity:
      "sha512-xqztc8n12Vws8SZdtLNFrb1i8oWwVfEBtFqVZAim1sUibdziPS+q2Idv90lsiar9rx4d3TSvGo4pTR6nmlPGLQ==",
    rule: "missing-target",
    file: "package.json",
    what: "sources and no build",
  },
  {
    spec: "lines-and-columns@1.2.0",
    integrity:
      "sha512-tfO1siOurT114rus/3opoeRtTAWjfgQFY+p8Q2wswWVhXpjk99Rb/IKX76akoJDh7pxlQuf4XfZ4p/PSwBMuuQ==",
    rule: "missing-target",
    file: "package.json",
    what: "`exports` names a build that was not made",
  },
  {
    spec: "koa-webpack-middleware@1.0.4",
    integrity:
      "sha512-ZRRWkVu/3GpxNSe/evEq/bDyTp83rcnMg17/pvuKe6vC+nrW1lHN4OEzUvBj2dbSUSy3l0wZGXAorGzbWyV6jQ==",
    rule: "missing-target",
    file: "package.json",
    what: "no lib",
  },
  {
    spec: "react-sunbeam@1.0.5",
    integrity:
      "sha512-6aGGFlG3qmP3Uslyqan/j3JEjGG8e/XotVnr3HQUepP49xZKPPiEU71t60tufozSGn1y5uRyOlyDsxKb5SeMNg==",
    rule: "missing-target",
    file: "package.json",
    what: "targets of `exports` without `./`",
  },
  {
    spec: "ts-cleaner@1.0.3",
    integrity:
      "sha512-I338BlrrHdd+rnMhpm6qDs/EI4Ayi6y2BH7vnRR3OK7NbhGMrmxg4BgavoIbgthWZYvvggB4TSLepirhUfuWyA==",
    rule: "bin-shebang",
    file: "bin/ts-cleaner.js",
    what: "a shebang that ends in CRLF",
  },
  {
    spec: "run-func@1.0.3",
    integrity:
      "sha512-4B6ADqprn14zMf773kTT0jgAu1YXVtcRJ6qs+Mam9YGYxw8V/AHrRw2Qw2+r34UtvWr3iSw1o3bzoEl4I+Isvg==",
    rule: "bin-shebang",
    file: "index.js",
    what: "the same",
  },
  {
    spec: "doiuse-email@0.4.1",
    integrity:
      "sha512-WcblFIQWfoTQGVSlmfBUmy3UbXLYD8kZ3iE7S6czzJh0QH7rrnmb7C11yM9uz4lemqWhllDXSDaLp6Nuecz2+g==",
    rule: "bin-shebang",
    file: "bin/cli.js",
    what: "a bin without a shebang",
  },
  {
    spec: "react-final-form@3.6.6",
    integrity:
      "sha512-aIZr92koql2WME29/cuXitzqDnIGhbIqfeyNzd4H0wfKAenghDVD5nuD02YjetCGAnGj9sjCfxW4SeRSO3q42A==",
    rule: "missing-script-target",
    file: "package.json",
    what: "a postinstall script that is not shipped",
  },
  {
    spec: "component-playground@3.2.0",
    integrity:
      "sha512-ZPb1O22BD6BsRj7CzPOQ3u8+eCRHDx9w4tqGSe/jXQX+fCV96pZYrVD84/fBRrOdG6TgDuWmYf1hCa34GdE69g==",
    rule: "unlisted-dependency",
    file: "lib/components/playground.js",
    what: "imports a package that is not listed",
  },
  {
    spec: "@google/model-viewer@3.2.0",
    integrity:
      "sha512-MUWIAGjA5OEf1iVkNWs7istq6I3S0hftz3s1V5kPVma2jfK7wvNIHWHbBizWX8+OI8yD3VFjNhj8POlMmfb/SA==",
    rule: "missing-script-target",
    file: "package.json",
    what: "a postinstall script of the repository around the package",
  },
  {
    spec: "apify-client@2.23.2",
    integrity:
      "sha512-aT25Bwu4wxzimLEZsv/SRsF/qnwgy5Y6CxoVJIJ3hAS/JdXbSfRTben7eB64pdy1IS4nG/wXUsXWiTgs1XvGDg==",
    rule: "missing-script-target",
    file: "package.json",
    what: "a preinstall script that refuses every package manager but pnpm",
  },
  {
    spec: "defu@4.0.0",
    integrity:
      "sha512-7XFeLlZEeVwK47csVax72hkpV4jL/CSpYuFYQKMwcqINiwtO6W8WWiCB+BgoXx6Rmg5AAUVK31Koqxm1OctLCw==",
    rule: "missing-target",
    file: "package.json",
    what: "`exports` answers `require` and bundlers, and no `import` of Node",
  },
];
