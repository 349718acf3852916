/** What `GET /key` tells about the key of the request; amounts are in USD. */
export interface KeyEntry {
  readonly limit?: number | null;
  readonly limit_remaining?: number | null;
  readonly limit_reset?: string | null;
  readonly usage?: number | null;
  readonly is_free_tier?: boolean | null;
  readonly expires_at?: string | null;
  readonly free_model_daily_requests?: { readonly limit?: number; readonly remaining?: number } | null;
}

const soonMs = 14 * 24 * 60 * 60 * 1000;

/** One line for the log. The key's label is left out: by default it holds parts of the key. */
export function describeKey(entry: KeyEntry, now: Date): { text: string; isWarning: boolean } {
  const facts: string[] = [];
  const warnings: string[] = [];
  const remaining = entry.limit_remaining;
  if (typeof remaining === "number") {
    const reset = entry.limit_reset ? `, reset ${entry.limit_reset}` : "";
    const amount = `${dollars(remaining)} of ${dollars(entry.limit ?? remaining)} left${reset}`;
    if (remaining <= 0) warnings.push(`its credit is used up (${amount})`);
    else facts.push(amount);
  } else if (typeof entry.usage === "number") {
    facts.push(`no limit, ${dollars(entry.usage)} used so far`);
  }
  if (entry.is_free_tier === true) facts.push("free tier");
  const free = entry.free_model_daily_requests;
  if (typeof free?.remaining === "number" && typeof free.limit === "number") {
    facts.push(`${free.remaining} of ${free.limit} requests to free models left today`);
  }
  const expires = Date.parse(entry.expires_at ?? "");
  if (!Number.isNaN(expires)) {
    const date = new Date(expires).toISOString().slice(0, 10);
    if (expires - now.getTime() < soonMs) warnings.push(`it expires on ${date}`);
    else facts.push(`expires on ${date}`);
  }
  const isWarning = warnings.length > 0;
  const all = [...warnings, ...facts];
  return { text: `the key is valid${all.length === 0 ? "" : `: ${all.join("; ")}`}.`, isWarning };
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
