import type { Warning } from "../../harness/judge/analysis/warning.ts";
import { html, type Markup } from "../html.ts";
import type { InLanguages, Language } from "../words/language.ts";
import { warningTexts } from "../words/warnings.ts";

const TITLES: InLanguages<string> = { en: "Before you rely on this", zh: "使用这些结果之前" };

/** The warnings, shown before the charts. */
export function warningSection(warnings: readonly Warning[], language: Language = "en"): Markup {
  if (warnings.length === 0) return html``;
  return html`<aside class="warnings" aria-labelledby="warnings-title">
<h2 id="warnings-title">${TITLES[language]}</h2>
<ul>${warningTexts(warnings, language).map((text) => html`<li>${text}</li>`)}</ul>
</aside>`;
}
