import { html, type Markup } from "../html.ts";
import type { Language } from "../words/language.ts";
import { reportWords } from "../words/report.ts";

/** Links to the parts that a page has. */
export function contentsSection(language: Language, { markup }: Markup): Markup {
  const { contents, parts } = reportWords(language);
  const links = Object.entries(parts)
    .filter(([id]) => markup.includes(`id="${id}"`))
    .map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>\n`);
  return html`<nav class="contents" aria-label="${contents}"><ul>
${links}</ul></nav>`;
}
