import { splitSource } from "../../harness/contract/model-source.ts";
import type { Analysis } from "../../harness/judge/analysis/analysis.ts";
import { finishedRuns } from "../../harness/judge/analysis/cells.ts";
import { formatBytes, formatParameters } from "../../harness/judge/figures/format.ts";
import { html, type Markup } from "../html.ts";

/** Where one kind of model comes from. */
interface SourceRow {
  /** As experiments name it; null for the reference. */
  readonly id: string | null;
  readonly spec: string;
  readonly licence: string;
  readonly training: string;
}

/** Where the models come from, with their licences and sizes; empty where all are the reference's. */
export function sourceSection({ plan, cells }: Analysis): Markup {
  const { sources = [] } = plan;
  if (sources.length === 0) return html``;
  const isReferenceUsed = plan.cells.some(({ experiment }) => experiment.model.source === undefined);
  const own = { id: null, spec: "reference", licence: "—", training: "on the data" };
  const rows: readonly SourceRow[] = [
    ...(isReferenceUsed ? [own] : []),
    ...sources.map(({ id, spec, licence, isPretrained = false }) => {
      const { argument } = splitSource(spec);
      return {
        id,
        spec,
        licence: licence ?? (argument === null ? "—" : "not stated"),
        training: trainingText(argument, isPretrained),
      };
    }),
  ];
  const runs = finishedRuns(cells);
  const sizes = ({ id }: SourceRow) => {
    const made = runs.filter(({ experiment }) => (experiment.model.source ?? null) === id);
    return {
      parameters: rangeText(
        made.flatMap(({ parameters }) => parameters ?? []),
        formatParameters,
      ),
      bytes: rangeText(
        made.map(({ usage }) => usage.modelBytes),
        formatBytes,
      ),
    };
  };
  return html`<section id="sources">
<h2>Where the models come from</h2>
<div class="scroll" role="region" aria-label="Sources of models" tabindex="0"><table>
<thead><tr><th scope="col">Source</th><th scope="col">Licence</th><th scope="col">Trained</th><th scope="col">Parameters</th><th scope="col">Model</th></tr></thead>
<tbody>${rows.map((row) => {
    const { parameters, bytes } = sizes(row);
    return html`<tr><th scope="row">${row.spec}</th><td>${row.licence}</td><td class="words">${row.training}</td><td>${parameters}</td><td>${bytes}</td></tr>`;
  })}</tbody>
</table></div>
</section>`;
}

function trainingText(argument: string | null, isPretrained: boolean): string {
  if (isPretrained) return "pretrained elsewhere; its training is not counted";
  if (argument === null) return "on the data";
  return `on the data, on top of ${argument}, whose own training is not counted`;
}

/** "16,433 parameters", or "16,433 parameters to 160,433 parameters" */
function rangeText(values: readonly number[], format: (value: number) => string): string {
  if (values.length === 0) return "—";
  const [least, most] = [format(Math.min(...values)), format(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}
