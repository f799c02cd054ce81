import type { Warning } from "../../harness/judge/analysis/warning.ts";
import { html, type Markup } from "../html.ts";
import { warningTexts } from "../words/warnings.ts";

/** The warnings, shown before the charts. */
export function warningSection(warnings: readonly Warning[]): Markup {
  if (warnings.length === 0) return html``;
  return html`<aside class="warnings" aria-labelledby="warnings-title">
<h2 id="warnings-title">Before you rely on this</h2>
<ul>${warningTexts(warnings).map((text) => html`<li>${text}</li>`)}</ul>
</aside>`;
}
