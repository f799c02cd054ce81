import type { Plan } from "../harness/contract/index.ts";
import type { Analysis, ConfigurationResult } from "../harness/judge/analysis/analysis.ts";
import { labelsOf } from "../harness/judge/analysis/labels.ts";
import { formatBytes, formatCount, formatMs, formatShare, formatUsd } from "../harness/judge/figures/format.ts";
import { alignedTable } from "../reports/aligned-table.ts";
import { markedAsBaseline } from "../reports/words/labels.ts";

const NOT_MEASURED = "—";

/** The configurations of a run with their main figures, cheapest first; those without figures last. */
export function configurationTable({ configurations, answer, labels }: Analysis): string {
  const cost = ({ figures }: ConfigurationResult) => figures?.usdPerMillionTexts.middle ?? Number.POSITIVE_INFINITY;
  const sorted = [...configurations].sort((a, b) => cost(a) - cost(b));
  const rows = sorted.map(({ id, label, isBaseline, figures, cells, finished }) => {
    const name = `${id === answer.winner ? "* " : "  "}${isBaseline ? markedAsBaseline(label, labels) : label}`;
    if (figures === null)
      return [
        name,
        NOT_MEASURED,
        NOT_MEASURED,
        NOT_MEASURED,
        NOT_MEASURED,
        NOT_MEASURED,
        `${finished}/${cells.length}`,
      ];
    return [
      name,
      formatShare(figures.testAccuracy.middle),
      formatUsd(figures.usdPerMillionTexts.middle),
      formatCount(figures.textsPerSecond.middle),
      figures.p50Ms === null ? NOT_MEASURED : formatMs(figures.p50Ms.middle),
      formatBytes(figures.modelBytes.middle),
      `${finished}/${cells.length}`,
    ];
  });
  return alignedTable(["  configuration", "accuracy", "$/M texts", "texts/s", "p50", "model", "cells"], rows);
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
