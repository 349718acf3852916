/** A name as npm allows it, old ones with capitals included. */
const packageName = /^(?:@[\w!~*'().-]+\/)?[\w!~*'().-]+$/;

export function isPackageName(text: string): boolean {
  return packageName.test(text);
}
