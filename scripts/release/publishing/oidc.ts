/** Whether GitHub hands out identity tokens to this job: then npm publishes without a stored token, and with provenance. */
export function hasTrustedPublishing(environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment.ACTIONS_ID_TOKEN_REQUEST_URL && environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
}
