import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { complianceNote } from "../../harness/judge/analysis/compliance.ts";
import { html, type Markup } from "../html.ts";
import { complianceWords } from "../words/compliance.ts";
import type { Language } from "../words/language.ts";

/** What one must know of the data to keep a run, pass it on or delete it. */
export function complianceSection(analysis: Analysis, language: Language): Markup {
  const { title, lede, entries } = complianceWords(complianceNote(analysis), language);
  return html`<section id="compliance">
<h2>${title}</h2>
<p class="lede">${lede}</p>
<dl class="definitions">${entries.map(([term, lines]) => html`<div><dt>${term}</dt>${lines.map((line) => html`<dd>${line}</dd>`)}</div>`)}</dl>
</section>`;
}
