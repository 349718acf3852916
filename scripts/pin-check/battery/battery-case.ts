/** A repository and what must be said about it, written without looking at how it is judged. */
export interface BatteryCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** 0: nothing but warnings. 1: a finding. 2: something cannot be read. */
  readonly exit: 0 | 1 | 2;
  /** A rule that must be among the findings. */
  readonly rule?: string;
  /** A key that must be in the place of a finding. */
  readonly key?: string;
  /** The folder or file that a finding must name. */
  readonly file?: string;
}

export const pinned = "@elizaos/plugin-openrouter";
export const pin = "2.0.0-alpha.13";
export const denied = "2.0.0-alpha.12";
export const checksum = `sha512-${"A".repeat(86)}==`;

export interface PolicyOptions {
  readonly integrity?: string;
  readonly allowWorkspace?: boolean;
  readonly denied?: unknown;
}

/** The policy of every case, in its root. */
export function policy(options: PolicyOptions = {}): string {
  const entry = {
    package: pinned,
    version: pin,
    reason: "alpha.12 was truncated",
    denied: { [denied]: "truncated bundles" },
    allowWorkspace: true,
    ...options,
  };
  return json({ pins: [entry] });
}

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
export const uses = (specifier: unknown, key: string = pinned) => ({ dependencies: { [key]: specifier } });
