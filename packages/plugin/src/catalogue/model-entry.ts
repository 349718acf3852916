/** What the plugin reads of a model in `GET /models`; anything may be missing behind a proxy. */
export interface ModelEntry {
  readonly id?: string | null;
  readonly supported_parameters?: readonly string[] | null;
  readonly architecture?: { readonly output_modalities?: readonly string[] | null } | null;
  /** ISO date after which the model is gone. */
  readonly expiration_date?: string | null;
  /** Tokens. */
  readonly context_length?: number | null;
}
