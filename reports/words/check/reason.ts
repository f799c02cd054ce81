import type { CheckRow, KeptLimit, Verdict } from "../../../harness/judge/check/check-result.ts";
import type { FingerprintDifference, PairsFinding, RowReason } from "../../../harness/judge/check/reason.ts";
import {
  formatBytes,
  formatMs,
  formatNumber,
  formatP,
  formatPoints,
  listing,
  plural,
} from "../../../harness/judge/figures/format.ts";
import { pointsRange } from "../from-to.ts";
import { noFiguresText } from "../no-figures.ts";
import { controlReasonText } from "./control.ts";
import { changeText, exactFigureText, figureText, metricTitle, percentText } from "./figures.ts";

type ReasonOf<K extends RowReason["kind"]> = Extract<RowReason, { kind: K }>;

/** What the comparison of one row showed, without a period. */
export function reasonText(row: CheckRow): string {
  const { reason } = row;
  switch (reason.kind) {
    case "pairs":
      return pairsText(reason, row);
    case "machine-moved":
      return `the times of this check cannot be trusted: ${controlReasonText(reason.control)}`;
    case "sample-failed":
      return `a sample of the ${reason.side} ${reason.text}`;
    case "not-paired":
      return notPairedText(reason);
    case "unchanged":
      return "unchanged";
    case "replaced":
      return `${figureText(row.metric, row.base)} → ${figureText(row.metric, row.head)}`;
    case "resized":
      return resizedText(reason, row);
    case "derived":
      return "follows from a figure that was not judged; only limits apply to it";
    case "follows":
      return `follows from ${metricTitle(reason.metric)}, at the head’s price`;
    case "within-limit":
      return keptText(reason);
    case "accuracy":
      return accuracyText(reason, row);
    case "other-test-rows":
      return `different test rows: ${testRowsText(reason.base)} → ${testRowsText(reason.head)}; measure both sides again`;
    case "lost-figure":
      return "the base has this figure and the head does not";
    case "only-in-head":
      return "only the head has this figure";
    case "no-cell":
      return "the head has no such cell";
    case "no-run":
      return `the head has no run of seed ${reason.seed}, repeat ${reason.repeat}`;
    case "unfinished": {
      const status = reason.why.status === "skipped" ? "skipped, " : "";
      return `the ${reason.side} did not finish seed ${reason.seed}: ${status}${noFiguresText(reason.why)}`;
    }
    case "text":
      return reason.text;
  }
}

/** "not above the limit of 640 kB (limits.json:3:40)" */
export function keptText({ bound, text, where }: KeptLimit): string {
  return `${bound === "max" ? "not above" : "not below"} the limit of ${text} (${where})`;
}

/** The verdict of the comparison alone, which a broken limit overrides. */
function verdictOf({ verdict, limit }: CheckRow): Verdict {
  return limit?.withoutLimit ?? verdict;
}

function pairsText(reason: ReasonOf<"pairs">, row: CheckRow): string {
  const { pairs, margin, finding } = reason;
  const change = row.ratio === null ? "" : `${changeText(row.ratio.middle)} over ${plural(pairs, "pair")}: `;
  switch (finding.kind) {
    case "too-few-pairs":
      return `${change}a check with ${plural(finding.candidates, "candidate")} needs ${plural(finding.needed, "fresh pair")}, and there ${finding.taken === 1 ? "is" : "are"} ${finding.taken}`;
    case "proven": {
      const direction = verdictOf(row) === "improved" ? "an improvement" : "a worsening";
      return `${change}${direction} beyond the margin of ${percentText(margin)} (p ${formatP(row.p ?? 0)} among ${plural(finding.candidates, "candidate")}), at least ${changeText(finding.atLeast)}`;
    }
    case "nothing-proven":
      return `${change}no change beyond the margin of ${percentText(margin)} was shown, ${boundText(reason, verdictOf(row))}`;
    case "too-small":
      return `${change}${tooSmallText(finding)}, ${boundText(reason, verdictOf(row))}`;
  }
}

function tooSmallText({ unit, change, least }: Extract<PairsFinding, { kind: "too-small" }>): string {
  return unit === "ms"
    ? `a change of ${formatMs(change)} in a sample's timed work is less than the ${formatMs(least)} that counts`
    : `a change of ${formatBytes(change)} is less than the ${formatBytes(least)} that counts`;
}

/** Why an unproven change is a pass, or how large a worsening could have been missed. */
function boundText({ atWorst, passBound }: ReasonOf<"pairs">, verdict: Verdict): string {
  if (atWorst === null) return "but a change of any size could have been missed";
  return verdict === "pass"
    ? `and it is ${changeText(atWorst)} at worst, where a pass allows ${changeText(passBound)}`
    : `but one of ${changeText(atWorst)} could have been missed`;
}

function notPairedText({ matrix, differences }: ReasonOf<"not-paired">): string {
  const why =
    differences.length === 0
      ? "one run of each side cannot decide this"
      : `measured on different machines (${differencesText(differences)})`;
  return `${why}; pricewar check --base-ref main --matrix ${matrix} measures both in pairs`;
}

function resizedText({ by, share, margin }: ReasonOf<"resized">, row: CheckRow): string {
  const size = `${exactFigureText(row.metric, Math.abs(by))} (${formatNumber(share * 100)} %)`;
  if (by < 0) return `smaller by ${size}`;
  return verdictOf(row) === "pass"
    ? `larger by ${size}, within the ${percentText(margin)} allowed`
    : `larger by ${size}`;
}

function accuracyText(reason: ReasonOf<"accuracy">, row: CheckRow): string {
  const { difference, interval, runs, testRows, margin, p, differences } = reason;
  const ends = interval === null ? "" : ` (95 % interval ${pointsRange(interval)})`;
  const machines = differences.length === 0 ? "" : `; on different machines: ${differencesText(differences)}`;
  const points = `${formatNumber(margin * 100)} points`;
  const test = p === null ? "" : ` (McNemar p ${formatP(p)})`;
  return `${formatPoints(difference)} points${ends} over ${plural(runs, "run")} of ${plural(testRows, "test row")}, ${againstMargin(verdictOf(row), points)}${test}${machines}`;
}

function againstMargin(verdict: Verdict, points: string): string {
  if (verdict === "regressed") return `worse by more than ${points}`;
  if (verdict === "improved") return `better by more than ${points}`;
  return verdict === "pass" ? `not worse by more than ${points}` : `which may be worse by more than ${points}`;
}

function testRowsText({ dataset, testRows }: ReasonOf<"other-test-rows">["base"]): string {
  return `${dataset} with ${listing(testRows.map(String), testRows.length)} test rows`;
}

/** "cpu "AMD EPYC" → "Xeon", cores 2 → 4" */
function differencesText(differences: readonly FingerprintDifference[]): string {
  return differences
    .map(({ key, base, head }) => `${key} ${JSON.stringify(base)} → ${JSON.stringify(head)}`)
    .join(", ");
}
