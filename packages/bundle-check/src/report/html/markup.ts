import { neutralise } from "../neutralise.js";

/** HTML that is safe to put into a page. Only `html` and `raw` make it. */
export class Markup {
  readonly text: string;

  /** Use `html` or `raw`. */
  constructor(text: string) {
    this.text = text;
  }
}

type Content = Markup | string | number | null | readonly Content[];

/** A piece of a page. Whatever is put into it is text, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(String.raw({ raw: strings }, ...contents.map(render)));
}

/** Text of ours that is markup already. Never for anything that a package, a file or a user has named. */
export function raw(text: string): Markup {
  return new Markup(text);
}

function render(content: Content): string {
  if (content === null) return "";
  if (content instanceof Markup) return content.text;
  if (Array.isArray(content)) return content.map(render).join("");
  return escapeText(String(content));
}

/** Inside of an element and of a quoted attribute; what browsers obey besides markup, as direction marks, is spelled out. */
function escapeText(text: string): string {
  return neutralise(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A sentence: messages hold names in backticks and no other backtick (see `quote`), so every second part is a name. */
export function sentence(message: string): Markup {
  const parts = message.split("`");
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`;
}
