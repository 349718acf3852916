/**
 * What a Markdown document mentions and a reader might try: paths and commands. Tests hold them against the
 * repository, because a map that names things which are gone is worse than none.
 */

/** Paths in backticks and in links, without anchors; patterns, commands and addresses are not paths. */
export function mentionedPaths(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```$/gm, "");
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
  const paths = [...spans.filter(looksLikePath), ...links.filter((link) => !/^[a-z]+:|^#/.test(link))];
  return [...new Set(paths.map((path) => path.replace(/#.*$/, "").replace(/^\.\//, "")))].sort();
}

/** The names X of every `bun run X`, also with `bun@version` and flags in between, in prose and in code blocks. */
export function mentionedScripts(text: string): string[] {
  const matches = text.matchAll(/\bbun(?:@[\d.]+)? run (?:--?[\w-]+ )*([\w:-]+)/g);
  return [...new Set([...matches].map((match) => match[1] ?? ""))].sort();
}

/** The whole set-up commands `npx -y bun@… run …`, in the order of the text. */
export function mentionedCommands(text: string): string[] {
  return [...text.matchAll(/\bnpx -y bun@[^\s`]+ (?:run [\w:-]+|install)\b/g)].map(([command]) => command);
}

function looksLikePath(span: string): boolean {
  if (/[\s*<>{}…$=()"']|^[@-]|^\.\/?$|:\/\//.test(span)) return false;
  return (
    /^\.?[\w.-]+(?:\/[\w.@-]+)+\/?$/.test(span) || /^\.?[\w.-]+\.(?:md|ts|json|yml|lock|toml|js)$/.test(span)
  );
}
