import { formatBytes, formatCount, formatPoints, formatShare, formatUsd, listing, plural } from "../figures/format.ts";
import type { Answer, CellResult, ConfigurationResult, Finished, Floor } from "./analysis.ts";
import { reaches, selectingAccuracy } from "./floor.ts";
import { called } from "./labels.ts";
import { costsTie } from "./ties.ts";

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
  const comparable = finished.filter(({ isOnSameData }) => isOnSameData);
  const eligible = comparable.filter(({ isEligible }) => isEligible);
  const [winner] = eligible;
  if (winner === undefined) return withoutWinner(evidence, comparable);
  const answer =
    evidence.configurations.length === 1
      ? onlyOne(winner, evidence.floor)
      : cheapest(evidence, winner, comparable, eligible);
  return { ...answer, text: inSentences(answer.text, unfinishedSentence(evidence.cells)) };
}

function isFinished(configuration: ConfigurationResult): configuration is Finished {
  return configuration.figures !== null;
}

/** By median cost; of equal costs the smaller file first. */
function cheapestFirst({ figures: a }: Finished, { figures: b }: Finished): number {
  return a.usdPerMillionTexts.middle - b.usdPerMillionTexts.middle || a.modelBytes.middle - b.modelBytes.middle;
}

function inSentences(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== "").join(" ");
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
      : `the baseline${called(baseline.label, ",")} has not finished (${reason ?? "no record yet"})`;
  const [first] = finished;
  const seen = first === undefined ? "" : ` The cheapest that finished, accurate enough or not, is ${briefly(first)}.`;
  return `No answer: ${why}, so that "${floor.phrase}" cannot be judged.${seen}`;
}

/** @param comparable what finished on the baseline's data, cheapest first; all of it refused */
function withoutWinner({ cells, floor }: Evidence, comparable: readonly Finished[]): Answer {
  const promising = comparable.find(({ figures }) => reaches(figures, floor));
  if (promising === undefined && comparable.length > 0) {
    const text = inSentences(noneWithinFloor(floor, comparable), unfinishedSentence(cells));
    return without("none-within-floor", text);
  }
  const seen =
    promising === undefined
      ? "None of them is on the data that the answer is sought for."
      : `Accurate enough so far (${floor.phrase}) and the cheapest of those is ${briefly(promising)}.`;
  return without("incomplete", `No answer yet: ${progress(cells)} finished. ${seen}`);
}

/** "4 of 5 runs" */
function progress(cells: readonly CellResult[]): string {
  return `${formatCount(cells.filter(({ status }) => status === "ok").length)} of ${plural(cells.length, "run")}`;
}

/** For a run under way: what failed for good is told in the warnings. */
function unfinishedSentence(cells: readonly CellResult[]): string {
  if (cells.every(({ status }) => status !== "missing")) return "";
  return `This can still change: ${progress(cells)} finished so far.`;
}

function noneWithinFloor(floor: Floor, comparable: readonly Finished[]): string {
  const reach = ({ figures }: Finished) => selectingAccuracy(figures, floor.selectedOn) ?? 0;
  const best = comparable.reduce((a, b) => (reach(b) > reach(a) ? b : a));
  return `No configuration that finished is accurate enough: the floor, ${floor.phrase}, asks for ${formatShare(floor.threshold ?? 0)}, and the most accurate reaches ${formatShare(reach(best))} there: ${briefly(best)}.`;
}

function onlyOne(only: Finished, floor: Floor): Answer {
  const figures = `${usdOf(only)} per million texts at ${accuracyWithRows(only, undefined, floor)}, in a ${fileOf(only, undefined)}`;
  const selection =
    floor.selectedOn === "validation"
      ? ""
      : "No validation rows were held back: its accuracy is on the test rows that it was validated on.";
  const text = inSentences(
    `The only configuration (${only.label}) costs ${figures}; the matrix has no other to compare it with.`,
    selection,
  );
  return { kind: "only-one", text, winner: only.id, tied: [], smallest: only.id };
}

function cheapest(
  { configurations, floor }: Evidence,
  winner: Finished,
  comparable: readonly Finished[],
  eligible: readonly Finished[],
): Answer {
  const tied = comparable.filter((other) => other !== winner && costsTie(other, winner));
  const rivals = tied.filter(({ isEligible }) => isEligible);
  const smallest = [winner, ...rivals].reduce((a, b) =>
    b.figures.modelBytes.middle < a.figures.modelBytes.middle ? b : a,
  );
  const baseline = configurations.filter(isFinished).find(({ isBaseline }) => isBaseline);
  const kind = kindOf(winner, rivals, eligible);
  const sentences =
    kind === "all-tie"
      ? [
          allTieSentence(floor, eligible),
          smallestSentence(smallest, baseline, accuracyWithRows(smallest, otherThan(smallest, baseline), floor)),
        ]
      : kind === "no-saving"
        ? [
            noSavingSentence(winner, baseline!, floor),
            isSmaller(smallest, baseline!)
              ? smallestSentence(smallest, baseline, `${accuracyOf(smallest)} accuracy`)
              : sameCostSentence(rivals, winner),
          ]
        : [winnerSentence(winner, baseline, floor), tieSentence(rivals, winner, smallest)];
  return {
    kind,
    text: inSentences(...sentences, belowOnTestSentence(winner, floor), selectionSentence(floor, comparable)),
    winner: winner.id,
    tied: tied.map(({ id }) => id),
    smallest: smallest.id,
  };
}

function kindOf(winner: Finished, rivals: readonly Finished[], eligible: readonly Finished[]): Answer["kind"] {
  if (eligible.length > 1 && rivals.length === eligible.length - 1 && allTie(rivals)) return "all-tie";
  const tiesWithBaseline = winner.isBaseline ? rivals.length > 0 : rivals.some(({ isBaseline }) => isBaseline);
  if (tiesWithBaseline) return "no-saving";
  return winner.isBaseline ? "baseline-cheapest" : "cheapest";
}

/** Ties are not transitive: each of two may tie with a third and yet differ. */
function allTie(configurations: readonly Finished[]): boolean {
  return configurations.every((one, index) => configurations.slice(index + 1).every((other) => costsTie(one, other)));
}

function noSavingSentence(winner: Finished, baseline: Finished, floor: Floor): string {
  const figures = `${usdOf(baseline)} per million texts at ${accuracyWithRows(baseline, undefined, floor)}`;
  const lowest = winner.isBaseline
    ? ""
    : `The lowest figure, ${usdOf(winner)} of ${winner.label}, cannot be told from it.`;
  return inSentences(
    `Nothing that is accurate enough (${floor.phrase}) is measurably cheaper than the baseline${called(baseline.label)}: ${figures}.`,
    lowest,
  );
}

function winnerSentence(winner: Finished, baseline: Finished | undefined, floor: Floor): string {
  const subject = winner.isBaseline
    ? `The baseline${called(winner.label, ",")} is itself the cheapest configuration`
    : `${winner.label} is the cheapest configuration ${floor.phrase}`;
  const reference = otherThan(winner, baseline);
  const cost = `${usdOf(winner)} per million texts${aside(reference && usdOf(reference))}`;
  return `${subject}: ${cost} at ${accuracyWithRows(winner, reference, floor)}, in a ${fileOf(winner, reference)}.`;
}

function allTieSentence(floor: Floor, eligible: readonly Finished[]): string {
  const [low, high] = [eligible[0]!, eligible.at(-1)!].map(usdOf);
  return `All ${formatCount(eligible.length)} configurations ${floor.phrase} cost about the same, ${low} to ${high} per million texts: none is measurably cheaper than another.`;
}

function smallestSentence(smallest: Finished, baseline: Finished | undefined, accuracy: string): string {
  const name = smallest.isBaseline ? `the baseline${called(smallest.label)}` : smallest.label;
  const size = `${sizeOf(smallest)}${insteadOf(smallest, otherThan(smallest, baseline))}`;
  return `The smallest file among those that cost the same is that of ${name}: ${size}, at ${accuracy}.`;
}

/** Smaller by more than the printed figures hide. */
function isSmaller(one: Finished, other: Finished): boolean {
  return one.figures.modelBytes.middle < other.figures.modelBytes.middle && sizeOf(one) !== sizeOf(other);
}

/** What ties with a baseline that wins; where another configuration wins, the baseline's own sentence names it. */
function sameCostSentence(rivals: readonly Finished[], winner: Finished): string {
  return winner.isBaseline ? `${sameCost(rivals)}.` : "";
}

function sameCost(rivals: readonly Finished[]): string {
  const names = listing(rivals.map(({ label }) => label));
  return `As far as the runs can tell, ${names} ${rivals.length === 1 ? "costs" : "cost"} the same`;
}

function tieSentence(rivals: readonly Finished[], winner: Finished, smallest: Finished): string {
  if (rivals.length === 0) return "";
  const file =
    smallest === winner
      ? "the smallest file among them is the winner’s"
      : `the smallest file among them is that of ${smallest.label}: ${sizeOf(smallest)} at ${accuracyOf(smallest)} accuracy`;
  return `${sameCost(rivals)}; ${file}.`;
}

/** The floor is kept on the rows that select; the test rows may contradict it. */
function belowOnTestSentence({ versusBaseline, label }: Finished, { rule }: Floor): string {
  if (versusBaseline === null || "atLeast" in rule) return "";
  const { difference, interval } = versusBaseline;
  if (interval.high >= -rule.withinPoints / 100) return "";
  return `On the test rows ${label} is clearly below that floor: ${formatPoints(difference)} points (${formatPoints(interval.low)} to ${formatPoints(interval.high)}).`;
}

function selectionSentence(floor: Floor, comparable: readonly Finished[]): string {
  if (floor.selectedOn === "validation") return "";
  const nobody = comparable.every(({ figures }) => figures.validationAccuracy === null);
  const why = nobody ? "No validation rows were held back" : "The baseline held back no validation rows";
  return `${why}, so the choice was made on the test rows themselves and their accuracy flatters it.`;
}

/** The baseline where it is another configuration than this one. */
function otherThan(one: Finished, baseline: Finished | undefined): Finished | undefined {
  return one.isBaseline ? undefined : baseline;
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
const accuracyOf = ({ figures }: Finished) => formatShare(figures.accuracy.middle);
const sizeOf = ({ figures }: Finished) => formatBytes(figures.modelBytes.middle);
