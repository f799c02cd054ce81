import { areInDoubt } from "../../harness/judge/analysis/marked-timings.ts";
import type { MachineDifference, NamedCell, ShareRange, Warning } from "../../harness/judge/analysis/warning.ts";
import {
  formatCount,
  formatMs,
  formatNumber,
  formatShare,
  listing,
  plural,
} from "../../harness/judge/figures/format.ts";
import { classNames, quoted } from "./class-names.ts";
import { percent } from "./cost-ratio.ts";
import { doubtText } from "./data.ts";
import { disturbedText } from "./disturbed.ts";
import { precisionText } from "./precision.ts";
import { referenceText } from "./refusal.ts";
import { SPACELESS_ADVICE } from "./spaceless.ts";

type WarningOf<K extends Warning["kind"]> = Extract<Warning, { kind: K }>;

/** Each warning as one sentence, or two. What to do about a busy machine is said once, after the last that shows it. */
export function warningTexts(warnings: readonly Warning[]): string[] {
  const last = warnings.findLastIndex(showsBusyMachine);
  return warnings.map((warning, index) => (index === last ? `${textOf(warning)} ${RUN_AGAIN}` : textOf(warning)));
}

const RUN_AGAIN = "Run again with --fresh when the machine is quiet.";

/** Whether a warning is that something else slowed the machine, so that another run may tell more. */
export function showsBusyMachine(warning: Warning): boolean {
  // What was taken again in quiet is in order.
  if (warning.kind === "disturbed") return warning.timings.some(areInDoubt);
  return warning.kind === "rounds-differ" || warning.kind === "loop-wobbles" || warning.kind === "equals-differ";
}

function textOf(warning: Warning): string {
  switch (warning.kind) {
    case "unfinished":
      return unfinishedText(warning);
    case "unfinished-baseline":
      return `The baseline${warning.configuration === undefined ? "" : ` ${warning.configuration}`} finished ${formatCount(warning.finished)} of its ${plural(warning.planned, "run")}; the floor is computed from those.`;
    case "not-trained":
      return `Not trained: ${listing(warning.configurations)}${inSomeRuns(warning)} ${verb(warning, "gives", "give")} every text the answer ${quoted(warning.majority.label)}, which is right for ${formatShare(warning.majority.share)} of the test rows.`;
    case "missed-classes":
      return `${listing(warning.configurations)}${inSomeRuns(warning)} ${verb(warning, "never predicts", "never predict")} ${classNames(warning.classes)}.`;
    case "still-improving":
      return `Still improving at the last epoch: ${listing(warning.configurations)}; more epochs may give better models.`;
    case "validation-and-test-disagree":
      return `${warning.configuration} reaches ${formatShare(warning.validation)} accuracy on the validation rows and ${formatShare(warning.test)} on the test rows, which differ by more than chance explains: the two are not alike.`;
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
    case "missing-labels":
    case "untested-classes":
    case "few-rows-per-class":
      return doubtText(warning, fromDataset(warning.dataset));
    case "unsplit-texts":
      return `${formatShare(warning.share)} of the texts${fromDataset(warning.dataset)} hardly split into words, so a model can learn little from them. ${warning.segmenter === "words" ? SPACELESS_ADVICE : "Their words are longer than any language's."}`;
    case "unknown-words":
      return `${formatShare(warning.share)} of the words of the test texts${fromDataset(warning.dataset)} are unknown to a model (<OOV>), which reads them all alike. A larger model.vocabulary or more training rows may help. ${warning.segmenter === "words" ? SPACELESS_ADVICE : ""}`.trimEnd();
    case "few-vectors":
      return `${warning.vectors} has a vector for ${formatShare(warning.share)} of the words that a model knows${fromDataset(warning.dataset)}; the others begin with random numbers. Vectors of the texts’ own language, and words written as theirs are, help more.`;
    case "several-machines":
      return `The records come from ${formatCount(warning.machines)} different machines. Costs are compared by samples of one machine and round alone; figures of time of configurations that were measured on different machines are not comparable.`;
    case "several-datasets":
      return `The matrix has ${formatCount(warning.datasets)} datasets, and neither accuracy nor cost is comparable between them. The answer, the frontier and the charts use the data of ${referenceText(warning.reference)}; the others are only in the tables.`;
    case "several-validation-shares":
      return `The configurations hold out different shares of the training rows for validation (${listing(warning.shares.map(formatShare))}), so their validation accuracies are measured on different rows, and those that hold out more train on fewer rows.`;
    case "several-scenarios":
      return `Requests arrived in different ways (${listing(warning.scenarios)}), so the costs are of different work: a model in a loop serves more texts than a service that keeps to a bound. Each way has an answer of its own.`;
    case "stale":
      return `${plural(warning.records, "record")} ${warning.records === 1 ? "was" : "were"} made by different code than the plan's; run the matrix again to renew ${warning.records === 1 ? "it" : "them"}.`;
    case "other-offer":
      return `The matrix prices ${warning.backend} at ${warning.planned}, whose terms this run folder does not hold, so all its runs are priced at ${warning.recorded}; run the matrix again, or pricewar report RUN --pricing ${warning.backend}=${warning.planned}.`;
    case "other-machine":
      return otherMachineText(warning);
    case "unsteady-offer":
      return unsteadyText(warning);
    case "old-price":
      return `The price of ${warning.offer} is of ${warning.date}, about ${plural(Math.round(warning.days / DAYS_PER_MONTH), "month")} before the measurement of ${warning.measuredAt.slice(0, 10)}: see whether it still holds.`;
    case "threads-take-turns":
      return `Up to ${formatCount(warning.threads)} threads computed where a process may use ${counted(warning.cores, "core")}: they took turns, and a machine with a core for each would be faster.`;
    case "not-sampled":
      return `Not sampled in rounds, and not compared with the others: ${listing(warning.configurations)}. Their throughput and cost are of one longer measurement each; run again to take the samples.`;
    case "disturbed":
      return disturbedText(warning);
    case "rounds-differ":
      return roundsDifferText(warning.cells);
    case "loop-wobbles":
      return `A loop of fixed work, timed before every sample of serving, took ${formatMs(warning.fastMs)} to ${formatMs(warning.slowMs)}: the machine was busy, or changed its speed.`;
    case "equals-differ":
      return `Cells that serve the same graph should cost the same. Their costs typically differ by ${percent(warning.typical)} (${plural(warning.pairs, "pair")}), and those of ${cellText(warning.cells[0])} and ${cellText(warning.cells[1])} by ${percent(warning.largest)}: the machine was restless, and differences of that size between others mean nothing.`;
    case "not-precise":
      return precisionText(warning.precision);
    case "not-measured":
      return `Not measured in ${formatCount(warning.runs)} of ${plural(warning.finished, "finished run")}: ${warning.missing}.`;
  }
}

function verb(
  { configurations }: { readonly configurations: readonly string[] },
  one: string,
  several: string,
): string {
  return configurations.length === 1 ? one : several;
}

/** The trainings that a finding is about, where it is not all of them. */
function inSomeRuns(warning: WarningOf<"not-trained" | "missed-classes">): string {
  return warning.inSomeRuns ? `, in half of ${verb(warning, "its", "their")} runs or more,` : "";
}

/** On average, with leap years. */
const DAYS_PER_MONTH = 365.25 / 12;

function otherMachineText({ offer, measured, billed, differences }: WarningOf<"other-machine">): string {
  const machines = measured.map(
    ({ cpu, architecture, cores, accelerator }) =>
      `${cpu} (${architecture}, ${counted(cores, "core")}${accelerator === null ? "" : `, on ${accelerator}`})`,
  );
  const stated = [
    ...(billed.architecture === null ? [] : [billed.architecture]),
    ...(billed.vcpus === null ? [] : [counted(billed.vcpus, "vCPU")]),
    ...(billed.accelerator === null ? [] : [billed.accelerator]),
    ...(billed.accelerator === null && differences.includes("accelerator") ? ["no GPU"] : []),
  ];
  const trouble = TROUBLES.find(([difference]) => differences.includes(difference))![1];
  return `Measured on ${listing(machines)}, billed as ${offer} (${stated.join(", ")}): ${trouble}.`;
}

/** The gravest first. */
const TROUBLES: readonly (readonly [MachineDifference, string])[] = [
  ["accelerator", "the dollars are those of a machine that did not do this work"],
  ["architecture", "these dollars multiply the price of one processor by the speed of another"],
  ["vcpus", "the dollars are those of a machine of another size"],
];

/** A quota or an offer can be a fraction of a core. */
function counted(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function unsteadyText({ offer, isSpot, isBurstable }: WarningOf<"unsteady-offer">): string {
  const doubts = [
    ...(isBurstable ? ["The instance is burstable: it does not keep up the full speed of this measurement."] : []),
    ...(isSpot ? ["A spot price moves from day to day, and the machine can be taken away."] : []),
  ];
  return `Billed as ${offer}. ${doubts.join(" ")}`;
}

function unfinishedText({ counts, skipped }: WarningOf<"unfinished">): string {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const states = (["failed", "timeout", "skipped", "missing"] as const).filter((status) => counts[status] > 0);
  const parts = states.map((status) => `${formatCount(counts[status])} ${STATES[status]}`);
  return `${formatCount(counts.ok)} of ${plural(all, "run")} finished (${listing(parts)}); a configuration that lacks a seed cannot be the answer.${skipped.map(skippedText).join("")}`;
}

function skippedText({ reason, runs }: WarningOf<"unfinished">["skipped"][number]): string {
  return ` Skipped, ${plural(runs, "run")}: ${reason.replace(/\.$/, "")}.`;
}

const STATES = { failed: "failed", timeout: "timed out", skipped: "skipped", missing: "not run yet" } as const;

function fewTrainingsText(fewest: number, most: number): string {
  if (fewest === 1) {
    const start = most === 1 ? "There is one training per configuration" : "Some configurations have a single training";
    return `${start}, so the spread between seeds is unknown.`;
  }
  const number = fewest === most ? plural(fewest, "training") : `As few as ${plural(fewest, "training")}`;
  return `${number} per configuration: intervals of what depends on the training are wide, and ranges only show the values seen so far.`;
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
  return `${start}${join}${others}. The option dedupe of a dataset of files keeps equal texts on one side.`;
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

/** Cells that a sentence names; the count says how many there are. */
const MOST_CELLS = 3;

function roundsDifferText(cells: Extract<Warning, { kind: "rounds-differ" }>["cells"]): string {
  const named = cells
    .slice(0, MOST_CELLS)
    .map((cell) => `${cellText(cell)} (${formatNumber(Number(cell.factor.toPrecision(2)))} times)`);
  const rest = cells.length > MOST_CELLS ? ` and ${plural(cells.length - MOST_CELLS, "more cell")}` : "";
  return `Something else ran on the machine: rounds of equal work differ by more than a factor of 2 in ${rest === "" ? listing(named) : named.join(", ")}${rest}.`;
}

function cellText({ label, seed }: NamedCell): string {
  return `${label} with seed ${seed}`;
}
