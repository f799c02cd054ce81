import type { NamedCell, Warning } from "../../harness/judge/analysis/warning.ts";
import {
  formatCount,
  formatMs,
  formatNumber,
  formatShare,
  listing,
  plural,
} from "../../harness/judge/figures/format.ts";
import { percent } from "./cost-ratio.ts";
import { referenceText } from "./refusal.ts";

/** A warning as one sentence, or two. */
export function warningText(warning: Warning): string {
  switch (warning.kind) {
    case "unfinished":
      return unfinishedText(warning.counts);
    case "unfinished-baseline":
      return `The baseline finished ${formatCount(warning.finished)} of its ${plural(warning.planned, "run")}; the floor is computed from those.`;
    case "few-trainings":
      return fewTrainingsText(warning.fewest, warning.most);
    case "few-test-rows": {
      const points = formatNumber(Number(warning.errorPoints.toPrecision(2)));
      return `With ${plural(warning.testRows, "test row")}, an accuracy is known to about ±${points} points; differences are known more precisely, since they are paired by row.`;
    }
    case "several-machines":
      return `The records come from ${formatCount(warning.machines)} different machines, so times and costs are not comparable between them.`;
    case "several-datasets":
      return `The matrix has ${formatCount(warning.datasets)} datasets, and neither accuracy nor cost is comparable between them. The answer, the frontier and the charts use the data of ${referenceText(warning.reference)}; the others are only in the tables.`;
    case "several-validation-shares":
      return `The configurations hold out different shares of the training rows for validation (${listing(warning.shares.map(formatShare))}), so their validation accuracies are measured on different rows, and those that hold out more train on fewer rows.`;
    case "stale":
      return `${plural(warning.records, "record")} ${warning.records === 1 ? "was" : "were"} made by different code than the plan's; run the matrix again to renew ${warning.records === 1 ? "it" : "them"}.`;
    case "other-offer":
      return `The matrix prices ${warning.backend} at ${warning.planned}, but ${plural(warning.runs, "finished run")} of it ${warning.runs === 1 ? "is" : "are"} shown at the offer of the day, ${warning.recorded}; pricewar report RUN --pricing ${warning.backend}=${warning.planned} shows all of them at the new one.`;
    case "rounds-differ":
      return roundsDifferText(warning.cells);
    case "loop-wobbles":
      return `A loop of fixed work, timed before every sample of serving, took ${formatMs(warning.fastMs)} to ${formatMs(warning.slowMs)}: the machine was busy, or changed its speed. ${RUN_AGAIN}`;
    case "equals-differ":
      return `Cells that serve the same graph should cost the same. Their costs typically differ by ${percent(warning.typical)} (${plural(warning.pairs, "pair")}), and those of ${cellText(warning.cells[0])} and ${cellText(warning.cells[1])} by ${percent(warning.largest)}: the machine was restless, and differences of that size between others mean nothing. ${RUN_AGAIN}`;
    case "not-measured":
      return `Not measured in ${formatCount(warning.runs)} of ${plural(warning.finished, "finished run")}: ${warning.missing}.`;
  }
}

/** Warnings that the machine was disturbed, which a terminal shows too: no figure of the run can then be trusted. */
export function disturbanceTexts(warnings: readonly Warning[]): string[] {
  return warnings.filter(({ kind }) => DISTURBANCES.includes(kind)).map(warningText);
}

const DISTURBANCES: readonly Warning["kind"][] = ["rounds-differ", "loop-wobbles", "equals-differ"];

function unfinishedText(counts: Extract<Warning, { kind: "unfinished" }>["counts"]): string {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const states = (["failed", "timeout", "skipped", "missing"] as const).filter((status) => counts[status] > 0);
  const parts = states.map((status) => `${formatCount(counts[status])} ${STATES[status]}`);
  return `${formatCount(counts.ok)} of ${plural(all, "run")} finished (${listing(parts)}); a configuration that lacks a seed cannot be the answer.`;
}

const STATES = { failed: "failed", timeout: "timed out", skipped: "skipped", missing: "not run yet" } as const;

function fewTrainingsText(fewest: number, most: number): string {
  if (fewest === 1) {
    const start = most === 1 ? "There is one training per configuration" : "Some configurations have a single training";
    return `${start}, so the spread between seeds is unknown.`;
  }
  const number = fewest === most ? plural(fewest, "training") : `As few as ${plural(fewest, "training")}`;
  return `${number} per configuration: ranges over seeds only show the values seen so far, and another seed may fall outside of them.`;
}

const RUN_AGAIN = "Run again with --fresh when the machine is quiet.";
/** Cells that a sentence names; the count says how many there are. */
const MOST_CELLS = 3;

function roundsDifferText(cells: Extract<Warning, { kind: "rounds-differ" }>["cells"]): string {
  const named = cells
    .slice(0, MOST_CELLS)
    .map((cell) => `${cellText(cell)} (${formatNumber(Number(cell.factor.toPrecision(2)))} times)`);
  const rest = cells.length > MOST_CELLS ? ` and ${cells.length - MOST_CELLS} more cells` : "";
  return `Something else ran on the machine: rounds of equal work differ by more than a factor of 2 in ${rest === "" ? listing(named) : named.join(", ")}${rest}. ${RUN_AGAIN}`;
}

function cellText({ label, seed }: NamedCell): string {
  return `${label} with seed ${seed}`;
}
