import { mayHoldSecret } from "./may-hold-secret.js";
import { secretFormats } from "./secret-formats.js";

/** Characters of a secret that may be shown. */
export const shownOfSecret = 4;

/** A private key, also one that is cut off. What it is by its first line may be shown. */
const privateKey = /(-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----)(?:(?!-----END)[\s\S])*/g;

/**
 * A text from elsewhere without what looks like an access token or a private key, for a report: what a package throws
 * may be its key. Examples are hidden as well.
 */
export function hideSecrets(text: string): string {
  let hidden = text.replace(privateKey, "$1…");
  for (const { pattern } of secretFormats) {
    hidden = hidden.replace(pattern, (secret) => `${secret.slice(0, shownOfSecret)}…`);
  }
  return hidden;
}

/** Something in the text is one of those. */
export function holdsSecret(text: string): boolean {
  return mayHoldSecret(Buffer.from(text)) && hideSecrets(text) !== text;
}
