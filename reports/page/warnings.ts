import type { Warning } from "../../harness/judge/analysis/warning.ts";
import { plural } from "../../harness/judge/figures/format.ts";
import { html, type Markup } from "../html.ts";
import type { InLanguages, Language } from "../words/language.ts";
import { warningTexts } from "../words/warnings.ts";

interface Said {
  readonly title: string;
  readonly count: (count: number) => string;
}

const said: InLanguages<Said> = {
  en: { title: "Before you rely on this", count: (count) => plural(count, "note") },
  zh: { title: "使用这些结果之前", count: (count) => `${count}条说明` },
};

/** More would stand between the answer and its chart: they are folded. */
const MOST_OPEN = 2;

/** The warnings, before the charts. */
export function warningSection(warnings: readonly Warning[], language: Language = "en"): Markup {
  if (warnings.length === 0) return html``;
  const { title, count } = said[language];
  const open = warnings.length <= MOST_OPEN ? html` open` : null;
  return html`<aside class="warnings" aria-labelledby="warnings-title">
<details${open}><summary><h2 id="warnings-title">${title}</h2> <span>${count(warnings.length)}</span></summary>
<ul>${warningTexts(warnings, language).map((text) => html`<li>${text}</li>`)}</ul></details>
</aside>`;
}
