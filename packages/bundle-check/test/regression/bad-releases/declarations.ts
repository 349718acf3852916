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
  {
    spec: "font-list@2.0.1",
    integrity:
      "sha512-vYOrRyJ6n+/v7lw/EhZXxt+jtd8++OgaaL+B3C8vi0XVw5awCX2WR1crcCtoWg5p+lbmI+hehFwqWo0BYNtofQ==",
    rule: "types-mismatch",
    file: "index.d.ts",
    what: "`export =` beside exported functions",
  },
  {
    spec: "consola@2.11.2",
    integrity:
      "sha512-kiOd0jqR5wo4swTf/aTu/Y+mynBjFD70tEpVS83jMtzqahKLPLJTDjVFDhg9ihuiWVV5TLQ43LlwleXuz2yYKg==",
    rule: "types-mismatch",
    file: "types/consola.d.ts",
    what: "`export =` beside a default export",
  },
  {
    spec: "maz-ui@2.3.5",
    integrity:
      "sha512-FTiKn3T9xX7cjnUopNCMNxiLwJjADgptOFKW6RiFYX4CG0owIcQGIiMlvYwRdCUwUPRLjiCwfiUNzf/jiCnjSQ==",
    rule: "types-mismatch",
    file: "lib/index.d.ts",
    what: "the same beside a variable, as `tsc` wrote it for JavaScript",
  },
];
