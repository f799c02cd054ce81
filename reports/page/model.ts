import { html, type Markup } from "../html.ts";
import { type ModelPlace, modelCommands, modelTitle } from "../words/use-model.ts";

/** A path that leaves the current folder, and so would tell where the user keeps it. */
const ELSEWHERE = /^(?:\.\.\/|\/|[A-Za-z]:)/;

/** Where the model of each answer lies, and what uses it: from the current folder or, for a run outside of it, from its own. */
export function modelSection(models: readonly ModelPlace[]): Markup {
  if (models.length === 0) return html``;
  return html`<section id="model">
<h2>Use it</h2>
${models.map(modelMarkup)}
</section>`;
}

function modelMarkup(model: ModelPlace): Markup {
  const isElsewhere = ELSEWHERE.test(model.folder);
  const commands = modelCommands(isElsewhere ? { ...model, folder: model.link.replace(/\/$/, "") } : model);
  return html`<p class="lede">${modelTitle(model)}, is in the folder <a href="${model.link}">${model.link}</a>.${isElsewhere ? " In the folder of this page:" : null}</p>
${commands.map((line) => html`<pre class="command"><code>${line}</code></pre>`)}`;
}
