import type { Plan } from "../harness/contract/index.ts";
import type { Analysis, ConfigurationResult } from "../harness/judge/analysis/analysis.ts";
import { isByScenario } from "../harness/judge/analysis/condition.ts";
import { labelsOf } from "../harness/judge/analysis/labels.ts";
import { byCondition, namedBy } from "../harness/judge/analysis/within-condition.ts";
import { pooledFigure, RECORD_FIGURES } from "../harness/judge/figures/figures.ts";
import type { CellState } from "../harness/measure/cell-states.ts";
import { alignedTable } from "../reports/aligned-table.ts";
import { valueText } from "../reports/words/figures.ts";
import { markedAsBaseline } from "../reports/words/labels.ts";

/** The configurations of a run with their main figures, the cheapest of each condition first and those without figures last; * marks the answer. */
export function configurationTable(analysis: Analysis): string {
  const { answer, labels } = analysis;
  const named = namedBy(analysis);
  const cost = ({ figures }: ConfigurationResult) => figures?.usdPerMillionTexts.middle ?? Number.POSITIVE_INFINITY;
  const sorted = byCondition(analysis).flatMap(({ analysis: { configurations } }) =>
    [...configurations].sort((a, b) => cost(a) - cost(b)),
  );
  const shown = RECORD_FIGURES.filter(({ terminal }) => terminal !== undefined);
  const rows = sorted.map(({ id, label, isBaseline, figures, cells, finished }) => [
    `${named.has(id) ? "* " : "  "}${isBaseline ? markedAsBaseline(label, labels) : label}`,
    ...shown.map((figure) => valueText(figure, figures === null ? null : pooledFigure(figures, figure))),
    `${finished}/${cells.length}`,
  ]);
  const table = alignedTable(["  configuration", ...shown.map(({ terminal }) => terminal!), "cells"], rows);
  if (named.size === 0) return table;
  const which =
    answer.kind === "by-condition"
      ? `are the configurations that ${isByScenario(answer.conditions) ? "the scenarios’ answers" : "the answers"} name`
      : "is the configuration that the answer names";
  return `${table}\n(* ${which})`;
}

/** All planned cells in running order. @param states of the cells, in the same order */
export function cellTable(plan: Plan, states: readonly CellState[]): string {
  const labels = labelsOf(plan);
  const rows = plan.cells.map(({ experiment, configuration, repeat }, index) => [
    experiment.id,
    labels.names.get(configuration) ?? configuration,
    String(experiment.training.seed),
    String(repeat),
    `${experiment.training.backend} → ${experiment.serving.backend}`,
    states[index]!,
  ]);
  return alignedTable(["cell", "configuration", "seed", "repeat", "trains → serves", "state"], rows);
}
