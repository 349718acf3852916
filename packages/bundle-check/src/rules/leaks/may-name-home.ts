/** Files that programs write; documents and declarations name paths only as examples. */
export function isBuildOutput(path: string): boolean {
  return /\.([cm]?jsx?|map)$/.test(path);
}

/** Most files have neither `/home/` nor `Users/`, which bytes tell fastest. */
export function mayNameHome(bytes: Buffer): boolean {
  if (bytes.includes("/home/")) return true;
  return bytes.includes("Users") && (bytes.includes("Users/") || bytes.includes("Users\\"));
}
