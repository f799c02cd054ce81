import { html, type Markup } from "../html.ts";

/** The doubts, where a reader sees them before the charts. */
export function warningSection(warnings: readonly string[]): Markup {
  if (warnings.length === 0) return html``;
  return html`<aside class="warnings" aria-labelledby="warnings-title">
<h2 id="warnings-title">Before you rely on this</h2>
<ul>${warnings.map((warning) => html`<li>${warning}</li>`)}</ul>
</aside>`;
}
