import { printedSteps } from "../figures/format.ts";
import type { QualityVerdict } from "../quality/verdict.ts";
import type { CellResult, ConfigurationResult, FinishedConfiguration } from "./analysis.ts";
import type { Condition } from "./condition.ts";
import type { CostComparison, CostVerdict } from "./cost-comparison.ts";
import type {
  Answer,
  Chosen,
  NoBaseline,
  NoneWithinFloor,
  NothingFinished,
  NoWinner,
  SingleAnswer,
  Undecided,
} from "./decision.ts";
import { selectingAccuracy } from "./floor.ts";
import { type Floor, isFault, type RuleRefusal } from "./standard.ts";
import { compareCosts, comparisonsThatName, MOST_ROUNDS, SAME_WITHIN } from "./ties.ts";
import { type Parts, within } from "./within-condition.ts";

/** What the answer is decided from; the floors and eligibility are already known. */
interface Candidates extends Parts {
  /** Of the plan, in their order. */
  readonly conditions: readonly Condition[];
  /** What is good enough under a condition. */
  readonly floorsOf: (condition: Condition) => readonly Floor[];
}

const NO_WINNER: NoWinner = { winner: null, tied: [], smallest: null };

/**
 * The answer or, where not the same is given in all configurations, one for each condition: costs of different scenarios are of
 * different work, what is given else is not for a user to choose, and nothing compares them. Each answer's comparisons are a family of
 * their own.
 */
export function answerOf({ conditions, floorsOf, ...all }: Candidates): Answer {
  const [first, ...others] = conditions.map((condition) => ({
    condition,
    floors: floorsOf(condition),
    answer: answerWithin(within(condition, all), {
      floors: floorsOf(condition),
      judged: within(condition, all, "ofModel").configurations,
    }),
  }));
  const isSeveral = others.length > 0 && all.configurations.some(isFinished);
  if (isSeveral) return { kind: "by-condition", ...NO_WINNER, conditions: [first!, ...others] };
  return others.length === 0 ? first!.answer : nothingFinished(all.cells);
}

interface Rules {
  readonly floors: readonly Floor[];
  /** The configurations that are judged by them, of other scenarios, too. */
  readonly judged: readonly ConfigurationResult[];
}

/** Picks the cheapest eligible configuration, or states why there is none. */
function answerWithin({ cells, configurations }: Parts, { floors, judged }: Rules): SingleAnswer {
  const finished = configurations.filter(isFinished).sort(cheapestFirst);
  const [cheapest] = finished;
  if (cheapest === undefined) return nothingFinished(cells);
  if (floors.some(({ threshold }) => threshold === null)) {
    const baseline = unfinishedBaseline(configurations) ?? unfinishedBaseline(judged);
    return { kind: "no-baseline", ...NO_WINNER, baseline, cheapest: cheapest.id };
  }
  const comparable = finished.filter(({ isOnSameData }) => isOnSameData);
  if (!comparable.some(({ isEligible }) => isEligible)) return withoutWinner(comparable);
  return chosen(comparable, configurations.length, floors);
}

function nothingFinished(cells: readonly CellResult[]): NothingFinished {
  return { kind: "nothing-finished", ...NO_WINNER, first: firstWithoutFigures(cells) };
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
function withoutWinner(comparable: readonly FinishedConfiguration[]): SingleAnswer {
  const promising = comparable.find(({ refusal, quality }) => refusal?.kind === "unfinished" && quality.every(reaches));
  if (promising !== undefined || comparable.length === 0) {
    return { kind: "incomplete", ...NO_WINNER, promising: promising?.id ?? null, reason: null };
  }
  const isOpen = comparable.some(({ refusal }) => refusal?.kind === "unfinished");
  if (isOpen) return { kind: "incomplete", ...NO_WINNER, promising: null, reason: { kind: "none-so-far" } };
  const [first, ...others] = comparable.flatMap(({ id, refusal }) =>
    refusal?.kind === "below-floor" || refusal?.kind === "not-shown" ? [{ id, ...refusal }] : [],
  );
  if (first !== undefined) {
    const nearest = others.reduce((a, b) => (isNearer(b.verdict, a.verdict) ? b : a), first);
    return { kind: "none-within-floor", ...NO_WINNER, nearest: nearest.id, ...reachedOf(nearest) };
  }
  const faulty = comparable.filter(({ refusal }) => isFault(refusal));
  if (faulty.length === 0) {
    const { id, refusal } = comparable[0]!;
    return {
      kind: "incomplete",
      ...NO_WINNER,
      promising: null,
      reason: { kind: "untold", configuration: id, refusal },
    };
  }
  const best = faulty.reduce((a, b) => (b.figures.accuracy.middle > a.figures.accuracy.middle ? b : a));
  return { kind: "none-useful", ...NO_WINNER, nearest: best.id };
}

function reaches(verdict: QualityVerdict | null): boolean {
  return verdict?.verdict === "met";
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
  comparable: readonly FinishedConfiguration[],
  configurations: number,
  floors: readonly Floor[],
): Chosen {
  const eligible = comparable.filter(({ isEligible }) => isEligible);
  const comparisons = comparisonsThatName(eligible);
  const cheapest = cheapestOf(eligible, comparisons);
  const versus = new Map(
    comparable.map((one) => [one, one === cheapest ? "same" : compareCosts(one, cheapest, comparisons).verdict]),
  );
  const tied = tiedWith(cheapest, comparable, versus);
  const kind = configurations === 1 ? "only-one" : kindOf(cheapest, eligible, versus);
  const { winner, preferredFor } = bestOf(cheapest, kind, { tied, eligible, comparisons, floor: floors[0]! });
  const others = comparable.filter((one) => one !== winner);
  const withWinner = others.map((one) => compareCosts(one, winner, comparisons));
  const group = [cheapest, ...tied].filter((one) => one !== winner);
  const rivals = group.filter(({ isEligible }) => isEligible);
  return {
    kind,
    winner: winner.id,
    preferredFor,
    cheapest: cheapest.id,
    tied: group.map(({ id }) => id),
    rivals: rivals.map(({ id }) => id),
    smallest: smallestOf([winner, ...rivals])?.id ?? null,
    comparisons: withWinner,
    undecided: undecided(
      withWinner.filter((_, index) => others[index]!.isEligible),
      roundsTaken(comparable),
    ),
    missedOnTest: missedOnTest(winner, floors),
    selectedOnTest: selectedOnTest(comparable, floors[0]!),
    unproven: unprovenOf(others, withWinner),
  };
}

/**
 * The one with the lowest median, unless pairs prove another cheaper: medians are over all samples, and those of a
 * configuration that was added later saw another state of the machine. Where that one is not told from the baseline and others
 * are measurably cheaper than it, it is the cheapest of these: what is sure to save comes before what may save more.
 * @param eligible at least one, by median
 */
function cheapestOf(eligible: readonly FinishedConfiguration[], comparisons: number): FinishedConfiguration {
  const isCheaper = (one: FinishedConfiguration, other: FinishedConfiguration) =>
    compareCosts(one, other, comparisons).verdict === "cheaper";
  const leastOf = (some: readonly FinishedConfiguration[]) =>
    some.reduce((cheapest, one) => (isCheaper(one, cheapest) ? one : cheapest));
  const lowest = leastOf(eligible);
  const baseline = eligible.find(({ isBaseline }) => isBaseline);
  if (baseline === undefined || isCheaper(lowest, baseline)) return lowest;
  const saving = eligible.filter((one) => isCheaper(one, baseline));
  return saving.length === 0 ? lowest : leastOf(saving);
}

type Verdicts = ReadonlyMap<FinishedConfiguration, CostVerdict>;

/**
 * Those that cannot be told from the cheapest, up to the first that can: what costs more than that one is no tie, however
 * noisy its samples are.
 * @param comparable cheapest first
 */
function tiedWith(
  cheapest: FinishedConfiguration,
  comparable: readonly FinishedConfiguration[],
  versus: Verdicts,
): FinishedConfiguration[] {
  const isTie = (one: FinishedConfiguration) => ["same", "inconclusive"].includes(versus.get(one)!);
  const at = comparable.indexOf(cheapest);
  const upTo = (ordered: readonly FinishedConfiguration[]) => {
    const end = ordered.findIndex((one) => !isTie(one));
    return end < 0 ? ordered : ordered.slice(0, end);
  };
  return [...upTo(comparable.slice(0, at).reverse()).toReversed(), ...upTo(comparable.slice(at + 1))];
}

function kindOf(
  cheapest: FinishedConfiguration,
  eligible: readonly FinishedConfiguration[],
  versus: Verdicts,
): Chosen["kind"] {
  const ties = eligible.filter((one) => one !== cheapest && versus.get(one) !== "dearer");
  if (eligible.length > 1 && ties.length === eligible.length - 1) return "all-tie";
  const tiesWithBaseline = cheapest.isBaseline ? ties.length > 0 : ties.some(({ isBaseline }) => isBaseline);
  if (tiesWithBaseline) return "no-saving";
  return cheapest.isBaseline ? "baseline-cheapest" : "cheapest";
}

interface ChoiceInput {
  readonly tied: readonly FinishedConfiguration[];
  readonly eligible: readonly FinishedConfiguration[];
  readonly comparisons: number;
  readonly floor: Floor;
}

/**
 * Of the cheapest and those that cost about the same: the most accurate on the selecting rows, as far as printed figures
 * show it; of equally accurate ones the baseline, which needs no change, then a smaller file, then the lower cost.
 */
function bestOf(
  cheapest: FinishedConfiguration,
  kind: Chosen["kind"],
  { tied, eligible, comparisons, floor }: ChoiceInput,
): { readonly winner: FinishedConfiguration; readonly preferredFor: Chosen["preferredFor"] } {
  const baseline = eligible.find(({ isBaseline }) => isBaseline);
  const alike = tied.filter((one) => {
    if (!one.isEligible) return false;
    const { verdict, ratio } = compareCosts(one, cheapest, comparisons);
    const costsAlike = verdict === "same" || (ratio !== null && ratio <= SAME_WITHIN);
    if (baseline === undefined || one === baseline) return costsAlike;
    const versusBaseline = compareCosts(one, baseline, comparisons).verdict;
    // What is called the cheapest must itself be measurably cheaper than the baseline, and nothing replaces a cheaper baseline.
    return costsAlike && (kind === "cheapest" ? versusBaseline === "cheaper" : versusBaseline !== "dearer");
  });
  const accuracyOf = ({ figures }: FinishedConfiguration) =>
    printedSteps(selectingAccuracy(figures, floor.selectedOn) ?? 0);
  const preferences = {
    accuracy: (a, b) => accuracyOf(b) - accuracyOf(a),
    baseline: (a, b) => Number(b.isBaseline) - Number(a.isBaseline),
    size: (a, b) => (areAlike(a, b) ? 0 : bytesOf(a) - bytesOf(b)),
    cost: cheapestFirst,
  } as const satisfies Record<Chosen["preferredFor"], (a: FinishedConfiguration, b: FinishedConfiguration) => number>;
  const order = Object.values(preferences);
  const [winner, second] = [cheapest, ...alike].sort((a, b) => {
    const deciding = order.find((compare) => compare(a, b) !== 0);
    return deciding === undefined ? 0 : deciding(a, b);
  });
  const other = winner === cheapest ? second : cheapest;
  const reasons = Object.keys(preferences) as Chosen["preferredFor"][];
  const deciding = other === undefined ? "cost" : reasons.find((reason) => preferences[reason](winner!, other) < 0);
  return { winner: winner!, preferredFor: deciding ?? "cost" };
}

/** Files whose sizes differ by less are equal. */
const ALIKE = 1.01;

const bytesOf = ({ figures }: FinishedConfiguration) => figures.modelBytes.middle;

function areAlike(a: FinishedConfiguration, b: FinishedConfiguration): boolean {
  return Math.max(bytesOf(a), bytesOf(b)) <= Math.min(bytesOf(a), bytesOf(b)) * ALIKE;
}

/** The only file that is smaller than all others; null if there is none. */
function smallestOf(group: readonly FinishedConfiguration[]): FinishedConfiguration | null {
  const [first, second] = [...group].sort((a, b) => bytesOf(a) - bytesOf(b));
  return second !== undefined && !areAlike(first!, second) ? first! : null;
}

/** @param taken rounds in which something was sampled: what they left out cannot be made up for */
function undecided(comparisons: readonly CostComparison[], taken: number): Undecided | null {
  const open = comparisons.filter(({ verdict }) => verdict === "inconclusive");
  if (open.length === 0) return null;
  const needed = Math.max(...open.map((one) => one.needed ?? 0));
  // Pairs of runs do not count beside pairs of samples.
  const more = Math.max(...open.map((one) => (one.needed ?? 0) - (taken === 0 ? 0 : one.pairs)));
  const rounds = taken + more;
  return {
    pairs: Math.min(...open.map(({ pairs }) => pairs)),
    needed,
    rounds: rounds <= MOST_ROUNDS ? rounds : null,
  };
}

/** The last round of the samples; 0 without any. */
function roundsTaken(finished: readonly FinishedConfiguration[]): number {
  return Math.max(
    0,
    ...finished.flatMap(({ cells }) => cells.flatMap(({ samples }) => samples.map(({ round }) => round))),
  );
}

function missedOnTest({ onTest }: FinishedConfiguration, floors: readonly Floor[]): RuleRefusal[] {
  return floors.flatMap((floor, index) => {
    const verdict = onTest[index]?.verdict ?? null;
    const isShown = verdict !== null && verdict.standardError !== null;
    return isShown && verdict.verdict === "missed" ? [{ floor, verdict }] : [];
  });
}

function selectedOnTest(comparable: readonly FinishedConfiguration[], { selectedOn }: Floor): Chosen["selectedOnTest"] {
  if (selectedOn === "validation") return null;
  const noneValidated = comparable.every(({ figures }) => figures.validationAccuracy === null);
  return noneValidated ? "nothing-held-back" : "baseline-held-nothing-back";
}

/**
 * @param others cheapest first
 * @param withWinner each of them compared with the winner
 */
function unprovenOf(others: readonly FinishedConfiguration[], withWinner: readonly CostComparison[]): string | null {
  const cheaper = others.filter((_, index) => withWinner[index]!.verdict === "cheaper");
  return cheaper.find(({ refusal }) => refusal?.kind === "not-shown")?.id ?? null;
}
