import { build } from "./build.ts";
import { conversation } from "./conversation.ts";
import { install } from "./install.ts";
import { bundleCheck, comparison, knownBroken } from "./judging-stages.ts";
import { pack } from "./pack.ts";
import { pinCheck } from "./pin-check.ts";
import { smoke } from "./smoke.ts";
import type { Stage } from "./stage.ts";
import { versions } from "./versions.ts";

/** In the order in which they run: what costs nothing first, what costs most last. */
export const stages: readonly Stage[] = [
  versions,
  pinCheck,
  build,
  pack,
  bundleCheck,
  knownBroken,
  comparison,
  smoke,
  install,
  conversation,
];
