import { splitSource } from "../../harness/contract/model-source.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { finishedRuns } from "../../harness/judge/analysis/cells.ts";
import { formatBytes } from "../../harness/judge/figures/format.ts";
import { html, type Markup } from "../html.ts";
import { fromToOrOne } from "../words/from-to.ts";
import type { InLanguages, Language } from "../words/language.ts";
import { parametersText } from "../words/parameters.ts";

interface Said {
  readonly title: string;
  readonly table: string;
  readonly headings: { readonly [K in "source" | "licence" | "trained" | "parameters" | "model"]: string };
  readonly notStated: string;
  readonly onData: string;
  readonly elsewhere: string;
  readonly onTopOf: (model: string) => string;
}

const said: InLanguages<Said> = {
  en: {
    title: "Where the models come from",
    table: "Sources of models",
    headings: {
      source: "Source",
      licence: "Licence",
      trained: "Trained",
      parameters: "Parameters",
      model: "Model",
    },
    notStated: "not stated",
    onData: "on the data",
    elsewhere: "pretrained elsewhere; its training is not counted",
    onTopOf: (model) => `on the data, on top of ${model}, whose own training is not counted`,
  },
  zh: {
    title: "模型的来源",
    table: "各模型的来源",
    headings: { source: "来源", licence: "许可证", trained: "训练", parameters: "参数量", model: "模型大小" },
    notStated: "未注明",
    onData: "在本数据上训练",
    elsewhere: "在别处预训练；其训练不计入",
    onTopOf: (model) => `在本数据上训练，以${model}为基础，后者自身的训练不计入`,
  },
};

/** Where one kind of model comes from. */
interface SourceRow {
  /** As experiments name it; null for the reference. */
  readonly id: string | null;
  readonly spec: string;
  readonly licence: string;
  readonly training: string;
}

/** Where the models come from, with their licences and sizes; empty where all are the reference's. */
export function sourceSection({ plan, cells }: Analysis, language: Language = "en"): Markup {
  const { title, table, headings, onData, notStated } = said[language];
  const { sources = [] } = plan;
  if (sources.length === 0) return html``;
  const isReferenceUsed = plan.cells.some(({ experiment }) => experiment.model.source === undefined);
  const own = { id: null, spec: "reference", licence: "—", training: onData };
  const rows: readonly SourceRow[] = [
    ...(isReferenceUsed ? [own] : []),
    ...sources.map(({ id, spec, licence, isPretrained = false }) => {
      const { argument } = splitSource(spec);
      return {
        id,
        spec,
        licence: licence ?? (argument === null ? "—" : notStated),
        training: trainingText(argument, isPretrained, language),
      };
    }),
  ];
  const runs = finishedRuns(cells);
  const sizes = ({ id }: SourceRow) => {
    const made = runs.filter(({ experiment }) => (experiment.model.source ?? null) === id);
    return {
      parameters: rangeText(
        made.flatMap(({ parameters }) => parameters ?? []),
        (count) => parametersText(count, language),
        language,
      ),
      bytes: rangeText(
        made.map(({ usage }) => usage.modelBytes),
        formatBytes,
        language,
      ),
    };
  };
  return html`<section id="sources">
<h2>${title}</h2>
<div class="scroll" role="region" aria-label="${table}" tabindex="0"><table>
<thead><tr><th scope="col">${headings.source}</th><th scope="col">${headings.licence}</th><th scope="col">${headings.trained}</th><th scope="col">${headings.parameters}</th><th scope="col">${headings.model}</th></tr></thead>
<tbody>${rows.map((row) => {
    const { parameters, bytes } = sizes(row);
    return html`<tr><th scope="row">${row.spec}</th><td>${row.licence}</td><td class="words">${row.training}</td><td>${parameters}</td><td>${bytes}</td></tr>`;
  })}</tbody>
</table></div>
</section>`;
}

function trainingText(argument: string | null, isPretrained: boolean, language: Language): string {
  const { elsewhere, onData, onTopOf } = said[language];
  if (isPretrained) return elsewhere;
  return argument === null ? onData : onTopOf(argument);
}

/** "16,433 parameters", or "16,433 parameters to 160,433 parameters" */
function rangeText(values: readonly number[], format: (value: number) => string, language: Language): string {
  if (values.length === 0) return "—";
  return fromToOrOne(format(Math.min(...values)), format(Math.max(...values)), language);
}
