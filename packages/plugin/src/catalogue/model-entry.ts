/** What the plugin reads of a model in `GET /models`; anything may be missing behind a proxy. */
export interface ModelEntry {
  readonly id?: string | null | undefined;
  readonly supported_parameters?: readonly string[] | null | undefined;
  readonly architecture?: { readonly output_modalities?: readonly string[] | null | undefined } | null;
  /** ISO date after which the model is gone. */
  readonly expiration_date?: string | null | undefined;
  /** Tokens. */
  readonly context_length?: number | null | undefined;
}
