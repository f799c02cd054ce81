import { html, type Markup } from "../html.ts";
import type { Language } from "../words/language.ts";
import { reportWords } from "../words/report.ts";

/** Links to the parts that a report has. */
export function contentsSection(page: Markup, language: Language): Markup {
  const { contents, parts } = reportWords(language);
  return contentsMarkup(contents, parts, page);
}

/** Links to those of the parts, by the ids of their elements, that a page has. */
export function contentsMarkup(contents: string, parts: Readonly<Record<string, string>>, { markup }: Markup): Markup {
  const links = Object.entries(parts)
    .filter(([id]) => markup.includes(`id="${id}"`))
    .map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>\n`);
  return html`<nav class="contents" aria-label="${contents}"><ul>
${links}</ul></nav>`;
}
