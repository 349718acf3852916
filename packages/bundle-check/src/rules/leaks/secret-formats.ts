import { hasGitHubChecksum, isRandom } from "./secret-checks.js";

/** `possible`: it has the format, but not the checksum every real one has. */
export type Likelihood = "certain" | "possible" | "none";

/** One provider's format of a secret. */
export interface SecretFormat {
  /** What it is, as a person says it. */
  readonly kind: string;
  /** A cheap part of the pattern. All marks together make one expression. */
  readonly mark: RegExp;
  /** Matches the secret itself, globally. */
  readonly pattern: RegExp;
  /** Holds the match against what the format alone cannot tell: a secret, something like it, or an example. */
  readonly judge: (secret: string, text: string, offset: number) => Likelihood;
}

/** The 40 characters beside an AWS key id that make it a key. */
function hasAwsSecretNearby(id: string, text: string, offset: number): boolean {
  const around = text.slice(Math.max(0, offset - 300), offset + 320);
  for (const [, candidate = ""] of around.matchAll(
    /(?<![A-Za-z0-9/+=])([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/g,
  )) {
    // A path or a hash in hexadecimal digits is no key.
    if (!candidate.includes(id) && isRandom(candidate, 4) && !/^[0-9a-f]+$/i.test(candidate)) return true;
  }
  return false;
}

const random =
  (bits = 3.2) =>
  (secret: string): Likelihood =>
    isRandom(secret.replace(/^[a-zA-Z-]+_(live_|pat_|v1_)?|^sk-(ant|or|proj)-/, ""), bits)
      ? "certain"
      : "none";

/**
 * Formats with a mark of their own. Anything that needs a guess (JWTs, passwords, public web keys) is left out. A new
 * one needs its sign in `mayHoldSecret` too, or no file is searched for it.
 */
export const secretFormats: readonly SecretFormat[] = [
  {
    kind: "npm access token",
    mark: /npm_[A-Za-z0-9]{36}/,
    pattern: /(?<![\w-])npm_[A-Za-z0-9]{36}(?![\w-])/g,
    judge: random(3.8),
  },
  {
    kind: "GitHub token",
    mark: /gh[pousr]_[A-Za-z0-9]{36}/,
    pattern: /(?<![\w-])gh[pousr]_[A-Za-z0-9]{36}(?![\w-])/g,
    judge: (secret) =>
      hasGitHubChecksum(secret, secret.slice(0, 4))
        ? "certain"
        : isRandom(secret.slice(4), 4)
          ? "possible"
          : "none",
  },
  {
    kind: "GitHub fine-grained token",
    mark: /github_pat_/,
    pattern: /(?<![\w-])github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}(?![\w-])/g,
    judge: random(),
  },
  {
    kind: "AWS access key",
    mark: /A[KS]IA[A-Z2-7]{16}/,
    pattern: /(?<![A-Za-z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])/g,
    judge: (secret, text, offset) =>
      isRandom(secret.slice(4), 2.8) && hasAwsSecretNearby(secret, text, offset) ? "certain" : "none",
  },
  {
    kind: "Anthropic API key",
    mark: /sk-ant-/,
    pattern: /(?<![\w-])sk-ant-[a-z]+\d{2}-[\w-]{80,120}(?![\w-])/g,
    judge: random(),
  },
  {
    kind: "OpenRouter API key",
    mark: /sk-or-v1-/,
    pattern: /(?<![\w-])sk-or-v1-[0-9a-f]{64}(?![\w-])/g,
    judge: random(),
  },
  {
    kind: "OpenAI API key",
    mark: /T3BlbkFJ/,
    pattern: /(?<![\w-])sk-(?:(?:proj|svcacct|admin)-)?[\w-]{16,90}T3BlbkFJ[\w-]{16,90}(?![\w-])/g,
    judge: random(),
  },
  {
    kind: "OpenAI API key",
    mark: /sk-proj-/,
    pattern: /(?<![\w-])sk-proj-[A-Za-z0-9]{48}(?![\w-])/g,
    judge: random(),
  },
  {
    kind: "Slack token",
    mark: /xox[abprs]-/,
    pattern: /(?<![\w-])xox[abprs]-\d{9,14}-\d{9,14}(?:-\d{9,14})?-[A-Za-z0-9]{24,34}(?![\w-])/g,
    judge: random(),
  },
  {
    kind: "Slack webhook",
    mark: /hooks\.slack\.com\/services\/T/,
    pattern: /hooks\.slack\.com\/services\/T[A-Z0-9]{7,11}\/B[A-Z0-9]{7,11}\/[A-Za-z0-9]{24}(?![\w-])/g,
    judge: (secret) => random(3.4)(secret.slice(-24)),
  },
  {
    kind: "GitLab token",
    mark: /glpat-/,
    pattern: /(?<![\w-])glpat-[\w-]{20}(?![\w-])/g,
    judge: random(),
  },
  {
    kind: "Stripe live key",
    mark: /[sr]k_live_/,
    pattern: /(?<![\w-])[sr]k_live_[A-Za-z0-9]{24,247}(?![\w-])/g,
    judge: random(),
  },
  {
    kind: "SendGrid API key",
    mark: /SG\.[\w-]{22}\./,
    pattern: /(?<![\w.-])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g,
    judge: random(4),
  },
  {
    kind: "Hugging Face token",
    mark: /hf_[A-Za-z]{34}/,
    pattern: /(?<![\w-])hf_[A-Za-z]{34}(?![\w-])/g,
    judge: random(3.8),
  },
  {
    kind: "Groq API key",
    mark: /gsk_[A-Za-z0-9]{52}/,
    pattern: /(?<![\w-])gsk_[A-Za-z0-9]{52}(?![\w-])/g,
    judge: random(3.8),
  },
  {
    kind: "PyPI token",
    mark: /pypi-AgEI/,
    pattern: /pypi-AgEIcHlwaS5vcmc[\w-]{50,}/g,
    judge: random(),
  },
  {
    kind: "DigitalOcean token",
    mark: /dop_v1_/,
    pattern: /(?<![\w-])dop_v1_[0-9a-f]{64}(?![\w-])/g,
    judge: random(),
  },
  {
    kind: "Docker Hub token",
    mark: /dckr_pat_/,
    pattern: /(?<![\w-])dckr_pat_[\w-]{27}(?![\w-])/g,
    judge: random(),
  },
  {
    kind: "Google OAuth client secret",
    mark: /GOCSPX-/,
    pattern: /(?<![\w-])GOCSPX-[\w-]{28}(?![\w-])/g,
    judge: random(),
  },
];
