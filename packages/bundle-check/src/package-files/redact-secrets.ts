/** What package managers print when they fail can hold the user's registry credentials. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [
    /(_auth(?:Token)?|_password|password|npmAuthToken|npmAuthIdent|token)(["']?\s*[=:]\s*["']?)[^\s"']+/gi,
    "$1$2***",
  ],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, "$1 ***"],
  [/\bnpm_[A-Za-z0-9]{20,}/g, "npm_***"],
  [/\b(gh[opsu]_|github_pat_|glpat-)[\w-]{16,}/g, "$1***"],
  [/(\w+:\/\/)[^\s/@]+@/g, "$1***@"],
];

export function redactSecrets(text: string): string {
  return SECRETS.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text);
}
