import type { BadRelease } from "./bad-release.js";

/** Declarations that do not compile for consumers. */
export const declarations: readonly BadRelease[] = [
  {
    spec: "vite-plugin-istanbul@7.0.0",
    integrity:
      "sha512-UAXSyS0zslaSP1yCdO54YwrTkoY3VxCBH8y8MAy3I+E6uqT07LEsVOFEHueeDJ+vyyeaA9Rkqz/j6LACJTzTKw==",
    rule: "types-mismatch",
    file: "dist/index.d.ts",
    what: "declarations import a path of the build machine",
  },
  {
    spec: "@elizaos/plugin-anthropic@2.0.0-alpha.11",
    integrity:
      "sha512-ysy6Wd2AHQIuH1D8ywpyycd61enZuLghD0AVk/7CvMlpBIlTxIMQ5TUy/m6C8jQ7CeYGbSkogSv03aLQE8J3PA==",
    rule: "types-missing",
    file: "dist/node/index.d.ts",
    what: "declarations re-export files that are not shipped",
  },
  {
    spec: "@elizaos/plugin-google-genai@2.0.0-alpha.11",
    integrity:
      "sha512-nhm0dwa0qp1vu6fqU02seOybVnakgSV4+PNh5PtmshKMV3FkbkNk9B3m494+2GKgtP8/2lapKSlxm51eUrf4rw==",
    rule: "types-missing",
    file: "dist/browser/index.d.ts",
    what: "the same, from the same build",
  },
  {
    spec: "@elizaos/plugin-groq@2.0.0-alpha.10",
    integrity:
      "sha512-VjceRHNUFFaQnXTxrC1Mi7Zs0szmx999Kw/+byjd7uCJXhCg0M/lXEdSM7z9i5/zjAZL3q6stQEMaOmJczNMIQ==",
    rule: "types-missing",
    file: "dist/node/index.d.ts",
    what: "declarations re-export JavaScript that has none",
  },
  {
    spec: "@elizaos/plugin-ollama@2.0.0-alpha.70",
    integrity:
      "sha512-NlNaQTiEUs7KDKazqozmwbUGVHHs6vCocwXvU7RhyeRtgd49rYb5R0d/oLmMCKjTIld/jGmMjY9/qIHRqFk9wA==",
    rule: "types-missing",
    file: "dist/node/index.d.ts",
    what: "declarations re-export a module one folder up that is not shipped",
  },
  {
    spec: "walk-sync@1.1.2",
    integrity:
      "sha512-knTsymGzqJ4d5wW8Dtm2y0CU2LczY+Gy6MIq1QaxFxtEfL33xc+fjI8QBy+OAMkM+APQHFgEFI1bBhRB+Sp36A==",
    rule: "types-mismatch",
    file: "index.d.ts",
    what: "types of a development dependency",
  },
  {
    spec: "json-schema-to-typescript@5.2.0",
    integrity:
      "sha512-PUpymTPtxFbq2DW9CWRT6eQmyEdB7FlC4l70UCp6sxtft7AafrQtpL/6dQrlcRCKBt/RGYqAHG7M3i6yIF38qA==",
    rule: "types-mismatch",
    file: "dist/src/index.d.ts",
    what: "the same",
  },
];
