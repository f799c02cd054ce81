import type { Plan } from "../harness/contract/index.ts";
import type { Analysis, ConfigurationResult } from "../harness/judge/analysis/analysis.ts";
import { labelsOf } from "../harness/judge/analysis/labels.ts";
import { pooledFigure, RECORD_FIGURES } from "../harness/judge/figures/figures.ts";
import { alignedTable } from "../reports/aligned-table.ts";
import { valueText } from "../reports/words/figures.ts";
import { markedAsBaseline } from "../reports/words/labels.ts";

/** The configurations of a run with their main figures, cheapest first; those without figures last. */
export function configurationTable({ configurations, answer, labels }: Analysis): string {
  const cost = ({ figures }: ConfigurationResult) => figures?.usdPerMillionTexts.middle ?? Number.POSITIVE_INFINITY;
  const sorted = [...configurations].sort((a, b) => cost(a) - cost(b));
  const shown = RECORD_FIGURES.filter(({ terminal }) => terminal !== undefined);
  const rows = sorted.map(({ id, label, isBaseline, figures, cells, finished }) => [
    `${id === answer.winner ? "* " : "  "}${isBaseline ? markedAsBaseline(label, labels) : label}`,
    ...shown.map((figure) => valueText(figure, figures === null ? null : pooledFigure(figures, figure))),
    `${finished}/${cells.length}`,
  ]);
  return alignedTable(["  configuration", ...shown.map(({ terminal }) => terminal!), "cells"], rows);
}

/** Every planned cell in the order that it runs in. */
export function cellTable(plan: Plan): string {
  const labels = labelsOf(plan);
  const rows = plan.cells.map(({ experiment, configuration, repeat }) => [
    experiment.id,
    labels.names.get(configuration) ?? configuration,
    String(experiment.training.seed),
    String(repeat),
    `${experiment.training.backend} → ${experiment.serving.backend}`,
  ]);
  return alignedTable(["cell", "configuration", "seed", "repeat", "trains → serves"], rows);
}
