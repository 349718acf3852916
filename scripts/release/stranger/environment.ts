/**
 * The environment of a stranger's shell: what `bun run` and `npm run` add would make their package managers look
 * into this repository, and a key or token is nothing that a package under judgement may read.
 */
export function strangerEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(?:package_|lifecycle_|config_local_prefix|config_user_agent|command|execpath|node_execpath)/i.test(
        name,
      ) &&
      !/^(?:INIT_CWD|NODE_OPTIONS|NODE_PATH|NODE_ENV|VITEST.*|BUN_WHICH.*)$/.test(name) &&
      !/^(?:NPM_TOKEN|NODE_AUTH_TOKEN|GITHUB_TOKEN|GH_TOKEN|ACTIONS_ID_TOKEN_.*|ACTIONS_RUNTIME_TOKEN)$/.test(
        name,
      ) &&
      !/^OPENROUTER_/.test(name),
  );
  return { ...Object.fromEntries(kept), ...extra };
}

/** For what runs the package's own code: a home of its own as well, so that no configuration with a token is in reach. */
export function runningEnvironment(
  home: string,
  extra: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  return strangerEnvironment({ HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: home, ...extra });
}
