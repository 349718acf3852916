/** One line of the checklist. */
export interface VerificationCheck {
  readonly id:
    | "identity"
    | "not-denied"
    | "bundle-check"
    | "bun-build"
    | "loads-in-node"
    | "loads-in-bun"
    | "core"
    | "losses";
  readonly title: string;
  /** `noted`: nothing that keeps the pin from moving, but something to know. */
  readonly status: "passed" | "failed" | "noted";
  readonly details: readonly string[];
}

/** What is known of a version that the pin might move to. */
export interface Verification {
  readonly package: string;
  readonly target: string;
  readonly origin: string;
  readonly version: string | null;
  readonly integrity: string;
  readonly currentPin: string;
  readonly checks: readonly VerificationCheck[];
  readonly passed: boolean;
}
