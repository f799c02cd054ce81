import { html, type Markup } from "../html.ts";
import { type ModelPlace, modelCommands, modelTitle } from "../words/use-model.ts";

/** Where the model of the answer lies, and what uses it. */
export function modelSection(model: ModelPlace | null): Markup {
  if (model === null) return html``;
  return html`<section id="model">
<h2>Use it</h2>
<p class="lede">${modelTitle(model)}, is in the folder <a href="${model.link}">${model.link}</a>.</p>
${modelCommands(model).map((line) => html`<pre class="command"><code>${line}</code></pre>`)}
</section>`;
}
