/** Nothing that opens a registry may reach a log: neither what the environment holds nor what looks like a token. */
export function redact(text: string, environment: NodeJS.ProcessEnv = process.env): string {
  const secrets = Object.entries(environment)
    .filter(
      ([name, value]) =>
        /token|secret|password|_auth|otp|credential|api_?key/i.test(name) && (value ?? "").length >= 6,
    )
    .map(([, value]) => value ?? "")
    // The longest first: one secret may begin with another.
    .sort((left, right) => right.length - left.length);
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, "[hidden]");
  return clean
    .replaceAll(/\bnpm_[A-Za-z0-9]{20,}/g, "[hidden]")
    .replaceAll(/\b(Bearer|Basic)\s+[A-Za-z0-9+/=._~-]{6,}/gi, "$1 [hidden]")
    .replaceAll(/(_auth(?:Token)?|_password)(["']?\s*[=:]\s*["']?)[^\s"']+/gi, "$1$2[hidden]")
    .replaceAll(/(\/\/)[^\s/@:]+:[^\s/@]+@/g, "$1[hidden]@")
    .replaceAll(/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g, "[hidden]");
}
