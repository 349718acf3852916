/** Finds the commands in a document's shell blocks that a reader would type: `bun run …` and `bundle-check …`. */
export interface DocumentCommand {
  readonly document: string;
  readonly line: number;
  /** Without the comment behind it. */
  readonly command: string;
  /** What the document says the command exits with: `# exits with 1`. */
  readonly exitCode: number;
  /** Why no test runs it, from a comment `<!-- no-run: reason -->` before the block. */
  readonly noRun: string | undefined;
}

export function documentCommands(document: string, markdown: string): DocumentCommand[] {
  const commands: DocumentCommand[] = [];
  let isShell = false;
  let isBlock = false;
  let noRun: string | undefined;
  for (const [index, text] of markdown.split("\n").entries()) {
    const fence = /^```(\w*)/.exec(text);
    if (fence !== null) {
      isBlock = !isBlock;
      isShell = isBlock && /^(?:sh|bash|shell|console)$/.test(fence[1] ?? "");
      if (!isBlock) noRun = undefined;
    } else if (isShell && isCommand(text)) {
      const [, command = "", comment = ""] = /^(.*?)(?:\s+#\s*(.*))?$/.exec(text) ?? [];
      const exitCode = Number(/exits with (\d)/.exec(comment)?.[1] ?? 0);
      commands.push({ document, line: index + 1, command: command.trim(), exitCode, noRun });
    } else if (!isBlock && text.trim() !== "") {
      noRun = /^<!-- no-run: (.+) -->$/.exec(text.trim())?.[1];
    }
  }
  return commands;
}

function isCommand(text: string): boolean {
  return /\bbun(?:@[\d.]+)? run\b|^(?:npx (?:-y |--yes )?(?:@elizaos\/)?)?bundle-check\b/.test(text.trim());
}
