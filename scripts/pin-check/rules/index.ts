import { brokenArtifact } from "./broken-artifact.ts";
import { deniedVersion } from "./denied-version.ts";
import { disagreeingLockfiles } from "./disagreeing-lockfiles.ts";
import { foreignSource } from "./foreign-source.ts";
import { inexactPin } from "./inexact-pin.ts";
import { integrityMismatch } from "./integrity-mismatch.ts";
import { lockedSource } from "./locked-source.ts";
import { lockedVersion } from "./locked-version.ts";
import { lockfileTooNew } from "./lockfile-too-new.ts";
import { lookAlikeVersion } from "./look-alike-version.ts";
import { missingLockfile } from "./missing-lockfile.ts";
import { otherVersion } from "./other-version.ts";
import { overrideContradictsPin } from "./override-contradicts-pin.ts";
import { peerAdmitsDenied } from "./peer-admits-denied.ts";
import { peerExcludesPin } from "./peer-excludes-pin.ts";
import type { Rule } from "./rule.ts";
import { severalLockfiles } from "./several-lockfiles.ts";
import { staleLockfile } from "./stale-lockfile.ts";
import { unjudgedArtifact } from "./unjudged-artifact.ts";
import { unresolvedReference } from "./unresolved-reference.ts";
import { unusedPin } from "./unused-pin.ts";
import { workspacePin } from "./workspace-pin.ts";
import { workspaceVersion } from "./workspace-version.ts";

/** All rules on repositories, in the order in which they are explained. */
export const rules: readonly Rule[] = [
  deniedVersion,
  inexactPin,
  otherVersion,
  lookAlikeVersion,
  foreignSource,
  workspacePin,
  unresolvedReference,
  overrideContradictsPin,
  peerExcludesPin,
  peerAdmitsDenied,
  workspaceVersion,
  missingLockfile,
  lockedVersion,
  lockedSource,
  integrityMismatch,
  staleLockfile,
  disagreeingLockfiles,
  severalLockfiles,
  lockfileTooNew,
  unusedPin,
  brokenArtifact,
  unjudgedArtifact,
];
