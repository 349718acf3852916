import { isRecord, type Manifest } from "../../entrypoints/manifest.js";

/** The bundlers of these hosts transform packages too, and packages for them are published accordingly. */
export function isForTransformingHost({ name, data }: Manifest): boolean {
  const lists = [data.dependencies, data.peerDependencies, data.devDependencies].filter(isRecord);
  const keywords = Array.isArray(data.keywords) ? data.keywords : [];
  return [name ?? "", ...lists.flatMap(Object.keys), ...keywords].some(
    (each) =>
      typeof each === "string" && /^(@?expo\b|@docusaurus\/|gatsby$)|(?:^|[/-])react-native\b/.test(each),
  );
}
