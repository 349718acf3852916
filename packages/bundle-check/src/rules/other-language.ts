/** Flow says so in a comment at the top; no runtime loads such a file without a transform. */
export function isOtherLanguage(text: string): boolean {
  return /^\s*(\/\*[\s\S]*?@(no)?flow\b[\s\S]*?\*\/|\/\/[^\n]*@(no)?flow\b)/.test(text.slice(0, 4_096));
}
