import { overlap } from "../statistics/summaries.ts";
import type { Answer, CellResult, ConfigurationResult, Figures, Floor } from "./analysis.ts";
import { selectingAccuracy } from "./floor.ts";
import { formatBytes, formatCount, formatShare, formatUsd, listing, plural } from "./format.ts";

/** A configuration of which something finished. */
type Finished = ConfigurationResult & { readonly figures: Figures };

/** What the answer is made from; `floor` and eligibility are settled already. */
interface Evidence {
  readonly cells: readonly CellResult[];
  readonly configurations: readonly ConfigurationResult[];
  readonly floor: Floor;
}

/** Picks the cheapest eligible configuration and says so in words, or says why there is none. */
export function answerOf(evidence: Evidence): Answer {
  const finished = evidence.configurations.filter(isFinished).sort(cheapestFirst);
  if (finished.length === 0) return without("nothing-finished", nothingFinished(evidence.cells));
  if (evidence.floor.threshold === null) return without("no-baseline", noBaseline(evidence, finished));
  const eligible = finished.filter(({ isEligible }) => isEligible);
  const [winner] = eligible;
  if (winner === undefined) return without("none-within-floor", noneWithinFloor(evidence.floor, finished));
  if (evidence.configurations.length === 1) return onlyOne(winner, evidence.floor);
  return cheapest(evidence, winner, finished, eligible);
}

function isFinished(configuration: ConfigurationResult): configuration is Finished {
  return configuration.figures !== null;
}

/** By median cost; of equal costs the smaller file first. */
function cheapestFirst({ figures: a }: Finished, { figures: b }: Finished): number {
  return a.usdPerMillionTexts.middle - b.usdPerMillionTexts.middle || a.modelBytes.middle - b.modelBytes.middle;
}

function without(kind: Answer["kind"], text: string): Answer {
  return { kind, text, winner: null, tied: [], smallest: null };
}

function nothingFinished(cells: readonly CellResult[]): string {
  const failure = cells.find(({ status }) => status !== "ok" && status !== "missing");
  const reason = failure === undefined ? "" : ` The first that did not: ${failure.label} (${failure.reason}).`;
  return `No answer yet: none of the ${plural(cells.length, "planned cell")} has finished.${reason}`;
}

function noBaseline({ configurations, floor }: Evidence, finished: readonly Finished[]): string {
  const baseline = configurations.find(({ isBaseline }) => isBaseline);
  const reason = baseline?.cells.find((cell) => cell.reason !== null)?.reason;
  const why =
    baseline === undefined
      ? "the matrix names no baseline"
      : `the baseline, ${baseline.label}, has not finished (${reason ?? "no record yet"})`;
  const [first] = finished;
  const seen = first === undefined ? "" : ` The cheapest that finished, accurate enough or not, is ${briefly(first)}.`;
  return `No answer: ${why}, so that "${floor.phrase}" cannot be judged.${seen}`;
}

function noneWithinFloor(floor: Floor, finished: readonly Finished[]): string {
  const reach = ({ figures }: Finished) => selectingAccuracy(figures, floor.selectedOn);
  const best = finished.reduce((a, b) => (reach(b) > reach(a) ? b : a));
  const needed = `${formatShare(floor.threshold ?? 0)} on the ${floor.selectedOn} rows`;
  const shortfall = best.refusal === null ? "" : ` It is out because of this: ${best.refusal}.`;
  return `No configuration is accurate enough: the floor, ${floor.phrase}, asks for ${needed}. The most accurate that finished reaches ${formatShare(reach(best))} there: ${briefly(best)}.${shortfall}`;
}

function onlyOne(only: Finished, floor: Floor): Answer {
  const text = `${only.label} costs ${usdOf(only)} per million texts at ${accuracyWithRows(only, undefined, floor)}, in a ${fileOf(only, undefined)}; the matrix has no other configuration to compare it with.`;
  return { kind: "only-one", text, winner: only.id, tied: [], smallest: only.id };
}

function cheapest(
  { configurations, floor }: Evidence,
  winner: Finished,
  finished: readonly Finished[],
  eligible: readonly Finished[],
): Answer {
  const others = finished.filter((other) => other !== winner);
  const tied = others.filter(({ figures }) => overlap(figures.usdPerMillionTexts, winner.figures.usdPerMillionTexts));
  const rivals = tied.filter(({ isEligible }) => isEligible);
  const smallest = [winner, ...rivals].reduce((a, b) =>
    b.figures.modelBytes.middle < a.figures.modelBytes.middle ? b : a,
  );
  const baseline = configurations.filter(isFinished).find(({ isBaseline }) => isBaseline);
  const kind = kindOf(winner, rivals, eligible);
  const sentences =
    kind === "all-tie"
      ? [allTieSentence(floor, eligible), smallestSentence(smallest, baseline, floor)]
      : kind === "no-saving"
        ? [
            noSavingSentence(winner, baseline!, floor),
            smallest.isBaseline ? "" : smallestSentence(smallest, baseline, floor),
          ]
        : [winnerSentence(winner, baseline, floor), tieSentence(rivals, winner, smallest)];
  return {
    kind,
    text: [...sentences, selectionSentence(floor)].filter((sentence) => sentence !== "").join(" "),
    winner: winner.id,
    tied: tied.map(({ id }) => id),
    smallest: smallest.id,
  };
}

function kindOf(winner: Finished, rivals: readonly Finished[], eligible: readonly Finished[]): Answer["kind"] {
  if (eligible.length > 1 && rivals.length === eligible.length - 1) return "all-tie";
  if (winner.isBaseline) return "baseline-cheapest";
  return rivals.some(({ isBaseline }) => isBaseline) ? "no-saving" : "cheapest";
}

function noSavingSentence(winner: Finished, baseline: Finished, floor: Floor): string {
  const figures = `${usdOf(baseline)} per million texts at ${accuracyWithRows(baseline, undefined, floor)}`;
  return `Nothing that is accurate enough (${floor.phrase}) is measurably cheaper than the baseline, ${baseline.label}: ${figures}. The lowest figure, ${usdOf(winner)} of ${winner.label}, is within the spread of the runs.`;
}

function winnerSentence(winner: Finished, baseline: Finished | undefined, floor: Floor): string {
  const subject = winner.isBaseline
    ? `The baseline, ${winner.label}, is itself the cheapest configuration`
    : `${winner.label} is the cheapest configuration ${floor.phrase}`;
  const reference = winner.isBaseline ? undefined : baseline;
  const cost = `${usdOf(winner)} per million texts${aside(reference && usdOf(reference))}`;
  return `${subject}: ${cost} at ${accuracyWithRows(winner, reference, floor)}, in a ${fileOf(winner, reference)}.`;
}

function allTieSentence(floor: Floor, eligible: readonly Finished[]): string {
  const [low, high] = [eligible[0]!, eligible.at(-1)!].map(usdOf);
  return `All ${formatCount(eligible.length)} configurations ${floor.phrase} cost about the same, ${low} to ${high} per million texts: their ranges over the runs overlap, so none is measurably cheaper.`;
}

function smallestSentence(smallest: Finished, baseline: Finished | undefined, floor: Floor): string {
  const reference = smallest.isBaseline ? undefined : baseline;
  const name = smallest.isBaseline ? `the baseline, ${smallest.label}` : smallest.label;
  return `The smallest file among those that cost the same is that of ${name}: ${sizeOf(smallest)}${insteadOf(smallest, reference)}, at ${accuracyWithRows(smallest, reference, floor)}.`;
}

function tieSentence(rivals: readonly Finished[], winner: Finished, smallest: Finished): string {
  if (rivals.length === 0) return "";
  const names = listing(rivals.map(({ label }) => label));
  const verb = rivals.length === 1 ? "costs" : "cost";
  const file =
    smallest === winner
      ? `the smallest file among them is that of ${winner.label} itself`
      : `the smallest file among them is that of ${smallest.label}: ${sizeOf(smallest)} at ${accuracyOf(smallest)} accuracy`;
  return `Within the spread of the runs, ${names} ${verb} the same; ${file}.`;
}

function selectionSentence(floor: Floor): string {
  return floor.selectedOn === "validation"
    ? ""
    : "No validation rows were held back, so the choice was made on the test rows themselves and their accuracy flatters it.";
}

function accuracyWithRows(one: Finished, reference: Finished | undefined, floor: Floor): string {
  const rows = `${formatCount(one.figures.testRows)} ${floor.selectedOn === "validation" ? "unseen " : ""}test rows`;
  return `${accuracyOf(one)} accuracy on ${rows}${aside(reference && accuracyOf(reference))}`;
}

function fileOf(one: Finished, reference: Finished | undefined): string {
  return `${sizeOf(one)} file${insteadOf(one, reference)}`;
}

function insteadOf(one: Finished, reference: Finished | undefined): string {
  if (reference === undefined || sizeOf(reference) === sizeOf(one)) return "";
  return ` instead of ${sizeOf(reference)}`;
}

function aside(baselineFigure: string | undefined): string {
  return baselineFigure === undefined ? "" : ` (baseline ${baselineFigure})`;
}

function briefly(one: Finished): string {
  return `${one.label}, ${usdOf(one)} per million texts at ${accuracyOf(one)} test accuracy`;
}

const usdOf = ({ figures }: Finished) => formatUsd(figures.usdPerMillionTexts.middle);
const accuracyOf = ({ figures }: Finished) => formatShare(figures.testAccuracy.middle);
const sizeOf = ({ figures }: Finished) => formatBytes(figures.modelBytes.middle);
