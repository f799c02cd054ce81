import type { CellResult, ConfigurationResult, FinishedConfiguration, Floor } from "./analysis.ts";
import type { Answer, Chosen, NoBaseline, NothingFinished, NoWinner } from "./decision.ts";
import { reaches, selectingAccuracy } from "./floor.ts";
import { costsTie } from "./ties.ts";

/** What the answer is decided from; the floor and eligibility are already known. */
interface Candidates {
  readonly cells: readonly CellResult[];
  readonly configurations: readonly ConfigurationResult[];
  readonly floor: Floor;
}

const NO_WINNER: NoWinner = { winner: null, tied: [], smallest: null };

/** Picks the cheapest eligible configuration, or states why there is none. */
export function answerOf({ cells, configurations, floor }: Candidates): Answer {
  const finished = configurations.filter(isFinished).sort(cheapestFirst);
  const [cheapest] = finished;
  if (cheapest === undefined) return { kind: "nothing-finished", ...NO_WINNER, first: firstWithoutFigures(cells) };
  if (floor.threshold === null) {
    return { kind: "no-baseline", ...NO_WINNER, baseline: unfinishedBaseline(configurations), cheapest: cheapest.id };
  }
  const comparable = finished.filter(({ isOnSameData }) => isOnSameData);
  const [winner] = comparable.filter(({ isEligible }) => isEligible);
  if (winner === undefined) return withoutWinner(comparable, floor, floor.threshold);
  return chosen(winner, comparable, configurations.length, floor);
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
function withoutWinner(comparable: readonly FinishedConfiguration[], floor: Floor, threshold: number): Answer {
  const promising = comparable.find(({ figures }) => reaches(figures, floor));
  if (promising !== undefined || comparable.length === 0) {
    return { kind: "incomplete", ...NO_WINNER, promising: promising?.id ?? null };
  }
  const [first, ...others] = comparable.flatMap(({ id, figures }) => {
    const accuracy = selectingAccuracy(figures, floor.selectedOn);
    return accuracy === null ? [] : [{ id, accuracy }];
  });
  // Never empty: rows only become the selecting rows if some configuration has an accuracy on them.
  const best = others.reduce((a, b) => (b.accuracy > a.accuracy ? b : a), first!);
  return { kind: "none-within-floor", ...NO_WINNER, mostAccurate: best.id, reached: best.accuracy, threshold };
}

/** @param comparable finished configurations on the same data, cheapest first */
function chosen(
  winner: FinishedConfiguration,
  comparable: readonly FinishedConfiguration[],
  configurations: number,
  floor: Floor,
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
    isBelowFloorOnTest: isBelowFloorOnTest(winner, floor),
    selectedOnTest: selectedOnTest(comparable, floor),
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
  return versusBaseline !== null && "withinPoints" in rule && versusBaseline.interval.high < -rule.withinPoints / 100;
}

function selectedOnTest(comparable: readonly FinishedConfiguration[], { selectedOn }: Floor): Chosen["selectedOnTest"] {
  if (selectedOn === "validation") return null;
  const noneValidated = comparable.every(({ figures }) => figures.validationAccuracy === null);
  return noneValidated ? "nothing-held-back" : "baseline-held-nothing-back";
}
