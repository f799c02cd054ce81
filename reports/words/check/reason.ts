import type { CheckRow, KeptLimit, Verdict } from "../../../harness/judge/check/check-result.ts";
import type { FingerprintDifference, RowReason } from "../../../harness/judge/check/reason.ts";
import { formatBytes, formatMs, formatNumber, formatP, formatPoints } from "../../../harness/judge/figures/format.ts";
import { pointsRange } from "../from-to.ts";
import type { Language } from "../language.ts";
import { listed } from "../listing.ts";
import { noFiguresText } from "../no-figures.ts";
import { controlReasonText } from "./control.ts";
import { changeText, exactFigureText, figureText, metricTitle, percentText } from "./figures.ts";
import { reasonWords } from "./reason-words.ts";

type ReasonOf<K extends RowReason["kind"]> = Extract<RowReason, { kind: K }>;

/** What the comparison of one row showed, without a period. */
export function reasonText(row: CheckRow, language: Language = "en"): string {
  const { reason } = row;
  const words = reasonWords[language];
  switch (reason.kind) {
    case "pairs":
      return pairsText(reason, row, language);
    case "machine-moved":
      return words.machineMoved(controlReasonText(reason.control, language));
    case "sample-failed":
      return words.sampleFailed(reason.side, reason.text);
    case "not-paired":
      return notPairedText(reason, language);
    case "unchanged":
      return words.unchanged;
    case "replaced":
      return words.replaced(figureText(row.metric, row.base, language), figureText(row.metric, row.head, language));
    case "resized":
      return resizedText(reason, row, language);
    case "derived":
      return words.derived;
    case "follows":
      return words.follows(metricTitle(reason.metric, language));
    case "within-limit":
      return keptText(reason, language);
    case "accuracy":
      return accuracyText(reason, row, language);
    case "other-test-rows":
      return words.otherTestRows(testRowsText(reason.base, language), testRowsText(reason.head, language));
    case "lost-figure":
      return words.lostFigure;
    case "only-in-head":
      return words.onlyInHead;
    case "no-cell":
      return words.noCell;
    case "no-run":
      return words.noRun(reason.seed, reason.repeat);
    case "unfinished":
      return words.unfinished(
        reason.side,
        reason.seed,
        noFiguresText(reason.why, language),
        reason.why.status === "skipped",
      );
    case "text":
      return reason.text;
  }
}

/** "not above the limit of 640 kB (limits.json:3:40)" */
export function keptText({ bound, text, where }: KeptLimit, language: Language = "en"): string {
  return reasonWords[language].kept(bound === "max", text, where);
}

/** The verdict of the comparison alone, which a broken limit overrides. */
function verdictOf({ verdict, limit }: CheckRow): Verdict {
  return limit?.withoutLimit ?? verdict;
}

function pairsText(reason: ReasonOf<"pairs">, row: CheckRow, language: Language): string {
  const { pairs, finding } = reason;
  const words = reasonWords[language];
  const margin = percentText(reason.margin);
  const change = row.ratio === null ? "" : words.change(changeText(row.ratio.middle), pairs);
  const bound = () => boundText(reason, verdictOf(row), language);
  switch (finding.kind) {
    case "too-few-pairs":
      return `${change}${words.tooFewPairs(finding.candidates, finding.needed, finding.taken)}`;
    case "proven": {
      const { candidates, atLeast } = finding;
      const isBetter = verdictOf(row) === "improved";
      return `${change}${words.proven({ isBetter, margin, p: formatP(row.p ?? 0), candidates, atLeast: changeText(atLeast) })}`;
    }
    case "nothing-proven":
      return `${change}${words.nothingProven(margin)}${bound()}`;
    case "too-small": {
      const format = finding.unit === "ms" ? formatMs : formatBytes;
      return `${change}${words.tooSmall[finding.unit](format(finding.change), format(finding.least))}${bound()}`;
    }
  }
}

/** Why an unproven change is a pass, or how large a worsening could have been missed. */
function boundText({ atWorst, passBound }: ReasonOf<"pairs">, verdict: Verdict, language: Language): string {
  const words = reasonWords[language];
  if (atWorst === null) return words.anySizeMissed;
  return verdict === "pass"
    ? words.atWorst(changeText(atWorst), changeText(passBound))
    : words.missed(changeText(atWorst));
}

function notPairedText({ matrix, differences }: ReasonOf<"not-paired">, language: Language): string {
  const words = reasonWords[language];
  const why = differences.length === 0 ? words.oneRunEach : words.otherMachines(differencesText(differences));
  return words.measuredInPairs(why, matrix);
}

function resizedText({ by, share, margin }: ReasonOf<"resized">, row: CheckRow, language: Language): string {
  const words = reasonWords[language];
  const size = words.size(exactFigureText(row.metric, Math.abs(by)), `${formatNumber(share * 100)} %`);
  if (by < 0) return words.smaller(size);
  return verdictOf(row) === "pass" ? words.largerWithin(size, percentText(margin)) : words.larger(size);
}

function accuracyText(reason: ReasonOf<"accuracy">, row: CheckRow, language: Language): string {
  const { difference, interval, runs, testRows, margin, p, differences } = reason;
  const words = reasonWords[language];
  return [
    words.points(formatPoints(difference)),
    interval === null ? "" : words.interval(pointsRange(interval, language)),
    words.over(runs, testRows),
    againstMargin(verdictOf(row), words.margin(formatNumber(margin * 100)), language),
    p === null ? "" : words.mcNemar(formatP(p)),
    differences.length === 0 ? "" : words.onOtherMachines(differencesText(differences)),
  ].join("");
}

function againstMargin(verdict: Verdict, points: string, language: Language): string {
  const { worseBy, betterBy, notWorseBy, maybeWorseBy } = reasonWords[language];
  if (verdict === "regressed") return worseBy(points);
  if (verdict === "improved") return betterBy(points);
  return verdict === "pass" ? notWorseBy(points) : maybeWorseBy(points);
}

function testRowsText({ dataset, testRows }: ReasonOf<"other-test-rows">["base"], language: Language): string {
  return reasonWords[language].testRows(dataset, listed(testRows.map(String), language, testRows.length));
}

/** "cpu "AMD EPYC" → "Xeon", cores 2 → 4" */
function differencesText(differences: readonly FingerprintDifference[]): string {
  return differences
    .map(({ key, base, head }) => `${key} ${JSON.stringify(base)} → ${JSON.stringify(head)}`)
    .join(", ");
}
