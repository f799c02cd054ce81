import type { ShareRange, Warning } from "../../harness/judge/analysis/warning.ts";
import { formatCount, formatNumber, formatShare, listing, plural } from "../../harness/judge/figures/format.ts";
import { referenceText } from "./refusal.ts";

/** The warnings about the texts, for the terminal. */
export function textWarnings(warnings: readonly Warning[]): string[] {
  return warnings.filter(({ kind }) => TEXT_WARNINGS.includes(kind)).map(warningText);
}

const TEXT_WARNINGS: readonly Warning["kind"][] = ["seen-test-rows", "near-duplicates", "cut-texts"];

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
    case "seen-test-rows":
      return seenTestRowsText(warning);
    case "near-duplicates":
      return `${ofRows(warning.rows, warning.testRows)} test texts${fromDataset(warning.dataset)} ${warning.rows === 1 ? "is nearly a copy" : "are nearly copies"} of a training or validation text (by an estimate they share four fifths of their words and pairs of words, or more), so the accuracy on new texts may be lower.`;
    case "cut-texts":
      return cutTextsText(warning);
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
    case "not-measured":
      return `Not measured in ${formatCount(warning.runs)} of ${plural(warning.finished, "finished run")}: ${warning.missing}.`;
  }
}

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

function seenTestRowsText({
  dataset,
  seen,
  testRows,
  ...shares
}: Extract<Warning, { kind: "seen-test-rows" }>): string {
  const alike = "(the same but for case, punctuation and white space)";
  const start = `${ofRows(seen, testRows)} test texts${fromDataset(dataset)} also ${seen === 1 ? "stands" : "stand"} in the training or validation rows ${alike}`;
  const { accuracy, unseenAccuracy } = shares;
  const others =
    accuracy === null || unseenAccuracy === null
      ? "so no accuracy here tells how a model does on new texts"
      : `on the other ${formatCount(testRows - seen)} the accuracy is ${rangeText(unseenAccuracy)}, on all of them ${rangeText(accuracy)}`;
  const join = unseenAccuracy === null ? ", " : "; ";
  return `${start}${join}${others}. The option dedupe of a CSV dataset keeps equal texts on one side.`;
}

function cutTextsText(warning: Extract<Warning, { kind: "cut-texts" }>): string {
  const { dataset, maxLength, keeps } = warning;
  const sides = (
    [
      ["training", warning.train],
      ["validation", warning.validation],
      ["test", warning.test],
    ] as const
  ).flatMap(([side, share]) => (share === null ? [] : [{ side, share: formatShare(share) }]));
  const [first] = sides;
  const cut = sides.every(({ share }) => share === first?.share)
    ? `${first?.share} of the ${listing(sides.map(({ side }) => side))} texts`
    : listing(sides.map(({ side, share }) => `${share} of the ${side} texts`));
  const kept =
    keeps.length > 1
      ? "only the end or the beginning of each is read, depending on model.keep"
      : keeps[0] === "end"
        ? "only the end of each is read, since Keras keeps the end; model.keep “start” reads the beginning instead"
        : "only the beginning of each is read; model.keep “end” reads the end instead, as Keras does";
  return `${cut}${fromDataset(dataset)} have more than the ${plural(maxLength, "word")} of model.maxLength: ${kept}.`;
}

/** "231 of 240", or "All 240" */
function ofRows(rows: number, all: number): string {
  return rows === all ? `All ${formatCount(all)}` : `${formatCount(rows)} of ${formatCount(all)}`;
}

function fromDataset(dataset: string | null): string {
  return dataset === null ? "" : ` of ${dataset}`;
}

/** "44.4 % to 55.6 %", or one of them if they look alike */
function rangeText({ lowest, highest }: ShareRange): string {
  const [low, high] = [formatShare(lowest), formatShare(highest)];
  return low === high ? low : `${low} to ${high}`;
}
