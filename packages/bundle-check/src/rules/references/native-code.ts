import { isRecord, type Manifest } from "../../entrypoints/manifest.js";
import type { ModuleFacts } from "../../modules/module-facts.js";

/**
 * An object that native code of a phone puts into the engine: two underscores and a capital, as helpers of compilers
 * do not have it, and nothing done with it but to ask for its members (@prisma/client).
 */
export function isOfNativeCode(
  name: string,
  { path, freeReferences, source: { text } }: ModuleFacts,
  { data: { peerDependencies } }: Manifest,
): boolean {
  if (!/^__[A-Z][a-z]\w{3,}$/.test(name)) return false;
  const isForReactNative =
    /(?:^|\/)[\w.-]*react-native[\w.-]*(?:\/|$)|\.native\.[cm]?js$/.test(path) ||
    (isRecord(peerDependencies) && Object.hasOwn(peerDependencies, "react-native"));
  if (!isForReactNative) return false;
  return freeReferences.every(
    (reference) =>
      reference.name !== name ||
      /^\??\.[a-z]\w*\(/i.test(
        text.slice(reference.offset + name.length, reference.offset + name.length + longestCall),
      ),
  );
}

/** Characters in which the call of a member begins. */
const longestCall = 80;
