import type { QualityVerdict } from "../quality/verdict.ts";
import type { CellResult, ConfigurationResult, FinishedConfiguration, Refusal } from "./analysis.ts";
import type { Answer, Chosen, NoBaseline, NoneWithinFloor, NothingFinished, NoWinner } from "./decision.ts";
import type { Floor, RuleRefusal } from "./standard.ts";
import { costsTie } from "./ties.ts";

/** What the answer is decided from; the floor and eligibility are already known. */
interface Candidates {
  readonly cells: readonly CellResult[];
  readonly configurations: readonly ConfigurationResult[];
  readonly floors: readonly Floor[];
}

const NO_WINNER: NoWinner = { winner: null, tied: [], smallest: null };

/** Picks the cheapest eligible configuration, or states why there is none. */
export function answerOf({ cells, configurations, floors }: Candidates): Answer {
  const finished = configurations.filter(isFinished).sort(cheapestFirst);
  const [cheapest] = finished;
  if (cheapest === undefined) return { kind: "nothing-finished", ...NO_WINNER, first: firstWithoutFigures(cells) };
  if (floors.some(({ threshold }) => threshold === null)) {
    return { kind: "no-baseline", ...NO_WINNER, baseline: unfinishedBaseline(configurations), cheapest: cheapest.id };
  }
  const comparable = finished.filter(({ isOnSameData }) => isOnSameData);
  const [winner] = comparable.filter(({ isEligible }) => isEligible);
  if (winner === undefined) return withoutWinner(comparable);
  return chosen(winner, comparable, configurations.length, floors);
}

function isFinished(configuration: ConfigurationResult): configuration is FinishedConfiguration {
  return configuration.figures !== null;
}

/** By median cost; on equal cost, the smaller file first. */
function cheapestFirst({ figures: a }: FinishedConfiguration, { figures: b }: FinishedConfiguration): number {
  return a.usdPerMillionTexts.middle - b.usdPerMillionTexts.middle || a.modelBytes.middle - b.modelBytes.middle;
}

function firstWithoutFigures(cells: readonly CellResult[]): NothingFinished["first"] {
  for (const { cell, status, noFigures } of cells) {
    if (status !== "missing" && noFigures !== null) return { configuration: cell.configuration, why: noFigures };
  }
  return null;
}

function unfinishedBaseline(configurations: readonly ConfigurationResult[]): NoBaseline["baseline"] {
  const baseline = configurations.find(({ isBaseline }) => isBaseline);
  if (baseline === undefined) return null;
  const why = baseline.cells.find(({ noFigures }) => noFigures !== null)?.noFigures ?? { status: "missing" };
  return { configuration: baseline.id, why };
}

/** @param comparable finished configurations on the same data, cheapest first, none of them eligible */
function withoutWinner(comparable: readonly FinishedConfiguration[]): Answer {
  const promising = comparable.find(({ refusal, quality }) => refusal?.kind === "unfinished" && quality.every(reaches));
  if (promising !== undefined || comparable.length === 0) {
    return { kind: "incomplete", ...NO_WINNER, promising: promising?.id ?? null };
  }
  const [first, ...others] = comparable.flatMap(({ id, refusal }) =>
    refusal?.kind === "below-floor" || refusal?.kind === "not-shown" ? [{ id, ...refusal }] : [],
  );
  if (first !== undefined) {
    const nearest = others.reduce((a, b) => (isNearer(b.verdict, a.verdict) ? b : a), first);
    return { kind: "none-within-floor", ...NO_WINNER, nearest: nearest.id, ...reachedOf(nearest) };
  }
  const faulty = comparable.filter(({ refusal }) => isFault(refusal));
  if (faulty.length === 0) return { kind: "incomplete", ...NO_WINNER, promising: null };
  const best = faulty.reduce((a, b) => (b.figures.accuracy.middle > a.figures.accuracy.middle ? b : a));
  return { kind: "none-useful", ...NO_WINNER, nearest: best.id };
}

function isFault(refusal: Refusal | null): boolean {
  return refusal?.kind === "never-predicts" || refusal?.kind === "no-better-than-majority";
}

function reaches(verdict: QualityVerdict | null): boolean {
  return verdict !== null && verdict.value >= verdict.required;
}

function isNearer(one: QualityVerdict, other: QualityVerdict): boolean {
  return one.value - one.required > other.value - other.required;
}

/** The figure itself, also where the verdict is about a difference. */
function reachedOf({ floor, verdict }: RuleRefusal): Pick<NoneWithinFloor, "refusal" | "reached" | "threshold"> {
  // Never null: a rule without a threshold refuses every configuration for want of a baseline.
  const threshold = floor.threshold ?? 0;
  return { refusal: { floor, verdict }, reached: threshold + verdict.value - verdict.required, threshold };
}

/** @param comparable finished configurations on the same data, cheapest first */
function chosen(
  winner: FinishedConfiguration,
  comparable: readonly FinishedConfiguration[],
  configurations: number,
  floors: readonly Floor[],
): Chosen {
  const tied = comparable.filter((other) => other !== winner && costsTie(other, winner));
  const rivals = tied.filter(({ isEligible }) => isEligible);
  const smallest = [winner, ...rivals].reduce((a, b) =>
    b.figures.modelBytes.middle < a.figures.modelBytes.middle ? b : a,
  );
  const eligible = comparable.filter(({ isEligible }) => isEligible);
  return {
    kind: configurations === 1 ? "only-one" : kindOf(winner, rivals, eligible),
    winner: winner.id,
    tied: tied.map(({ id }) => id),
    rivals: rivals.map(({ id }) => id),
    smallest: smallest.id,
    isBelowFloorOnTest: floors.some((floor) => isBelowFloorOnTest(winner, floor)),
    selectedOnTest: selectedOnTest(comparable, floors[0]!),
    unproven: unprovenOf(winner, comparable),
  };
}

function kindOf(
  winner: FinishedConfiguration,
  rivals: readonly FinishedConfiguration[],
  eligible: readonly FinishedConfiguration[],
): Chosen["kind"] {
  if (eligible.length > 1 && rivals.length === eligible.length - 1 && allTie(rivals)) return "all-tie";
  const tiesWithBaseline = winner.isBaseline ? rivals.length > 0 : rivals.some(({ isBaseline }) => isBaseline);
  if (tiesWithBaseline) return "no-saving";
  return winner.isBaseline ? "baseline-cheapest" : "cheapest";
}

/** Ties are not transitive: two configurations may each tie with a third and still differ from each other. */
function allTie(configurations: readonly FinishedConfiguration[]): boolean {
  return configurations.every((one, index) => configurations.slice(index + 1).every((other) => costsTie(one, other)));
}

function isBelowFloorOnTest({ versusBaseline }: FinishedConfiguration, { rule }: Floor): boolean {
  return (
    versusBaseline !== null &&
    rule.figure === "accuracy" &&
    "withinPoints" in rule &&
    versusBaseline.interval.high < -rule.withinPoints / 100
  );
}

function selectedOnTest(comparable: readonly FinishedConfiguration[], { selectedOn }: Floor): Chosen["selectedOnTest"] {
  if (selectedOn === "validation") return null;
  const noneValidated = comparable.every(({ figures }) => figures.validationAccuracy === null);
  return noneValidated ? "nothing-held-back" : "baseline-held-nothing-back";
}

/** @param comparable cheapest first */
function unprovenOf(winner: FinishedConfiguration, comparable: readonly FinishedConfiguration[]): string | null {
  const cheaper = comparable.slice(0, comparable.indexOf(winner));
  return cheaper.find((other) => other.refusal?.kind === "not-shown" && !costsTie(other, winner))?.id ?? null;
}
