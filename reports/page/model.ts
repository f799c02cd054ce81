import { html, type Markup } from "../html.ts";
import type { InLanguages, Language } from "../words/language.ts";
import { type ModelPlace, modelCommands, modelTitle } from "../words/use-model.ts";

interface Said {
  readonly title: string;
  readonly place: (model: string, link: Markup) => Markup;
  /** Where the commands are for the page's folder. */
  readonly elsewhere: string;
}

const said: InLanguages<Said> = {
  en: {
    title: "Use it",
    place: (model, link) => html`${model}, is in the folder ${link}.`,
    elsewhere: " In the folder of this page:",
  },
  zh: {
    title: "使用模型",
    place: (model, link) => html`${model}位于文件夹${link}。`,
    elsewhere: "在本页所在的文件夹中执行：",
  },
};

/** A path that leaves the current folder, and so would tell where the user keeps it. */
const ELSEWHERE = /^(?:\.\.\/|\/|[A-Za-z]:)/;

/** Where the model of each answer lies, and what uses it: from the current folder or, for a run outside of it, from its own. */
export function modelSection(models: readonly ModelPlace[], language: Language = "en"): Markup {
  if (models.length === 0) return html``;
  return html`<section id="model">
<h2>${said[language].title}</h2>
${models.map((model) => modelMarkup(model, language))}
</section>`;
}

function modelMarkup(model: ModelPlace, language: Language): Markup {
  const { place, elsewhere } = said[language];
  const isElsewhere = ELSEWHERE.test(model.folder);
  const commands = modelCommands(isElsewhere ? { ...model, folder: model.link.replace(/\/$/, "") } : model);
  const link = html`<a href="${model.link}">${model.link}</a>`;
  return html`<p class="lede">${place(modelTitle(model, language), link)}${isElsewhere ? elsewhere : null}</p>
${commands.map((line) => html`<pre class="command"><code>${line}</code></pre>`)}`;
}
