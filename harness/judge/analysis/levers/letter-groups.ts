import { groupBy } from "../../../base/group-by.ts";
import { compactLetters } from "../../../base/statistics/compact-letters.ts";
import { holm } from "../../../base/statistics/holm.ts";
import type { FinishedConfiguration } from "../analysis.ts";
import { SAME_WITHIN } from "../ties.ts";
import type { ContrastReader } from "./contrast.ts";
import type { RawEffect } from "./effect.ts";
import type { LetterGroups } from "./lever-effects.ts";

/** Chance that any two of all configurations are told apart although they are equal. */
const LEVEL = 0.05;
/** Of more configurations there are so many pairs that next to nothing is told apart, and comparing them takes longer than all else. */
const MOST_LETTERED = 200;

/**
 * Groups of configurations that cannot be told apart, by every two of them and Holm's procedure; by cost, every two of one condition, and
 * by accuracy, every two of whose models the same is given.
 * Costs that are certainly within the tenth that counts as the same are no difference, as in the answer. More than 200 have none.
 * @param configurations finished, on the same data
 */
export function letterGroups(configurations: readonly FinishedConfiguration[], reader: ContrastReader): LetterGroups {
  if (configurations.length > MOST_LETTERED) return { cost: new Map(), accuracy: new Map() };
  const byCost = [...configurations].sort(
    ({ figures: a }, { figures: b }) => a.usdPerMillionTexts.middle - b.usdPerMillionTexts.middle,
  );
  const byAccuracy = [...configurations].sort(
    ({ figures: a }, { figures: b }) => b.accuracy.middle - a.accuracy.middle,
  );
  return {
    cost: new Map(
      [...groupBy(byCost, ({ condition }) => condition.key).values()].flatMap((own) => [
        ...letters(own, (one, other) => reader.read("cost", contrast(one, other)), isBeyondSame),
      ]),
    ),
    accuracy: new Map(
      [...groupBy(byAccuracy, ({ condition }) => condition.ofModel).values()].flatMap((own) => [
        ...letters(
          own,
          (one, other) => reader.read("accuracy", contrast(one, other)),
          () => true,
        ),
      ]),
    ),
  };
}

function contrast(one: FinishedConfiguration, other: FinishedConfiguration) {
  return [
    { configuration: one, weight: -1 },
    { configuration: other, weight: 1 },
  ];
}

/** Whether a logarithm of a ratio may be more than what counts as the same. */
function isBeyondSame({ interval }: RawEffect): boolean {
  const limit = Math.log(SAME_WITHIN);
  return interval !== null && (interval.low < -limit || interval.high > limit);
}

function letters(
  ordered: readonly FinishedConfiguration[],
  effectOf: (one: FinishedConfiguration, other: FinishedConfiguration) => RawEffect | null,
  matters: (effect: RawEffect) => boolean,
): ReadonlyMap<string, string> {
  const { kinds, pairs } = kindsOf(ordered, effectOf);
  const tested = pairs.flatMap(({ effect, ...pair }) =>
    effect === null || effect.p === null ? [] : [{ ...pair, effect, p: effect.p }],
  );
  const adjusted = holm(tested.map(({ p }) => p));
  const apart = new Set(
    tested.flatMap(({ one, later, effect }, place) =>
      adjusted[place]! <= LEVEL && matters(effect) ? [`${one} ${later}`] : [],
    ),
  );
  const byKind = compactLetters(kinds.length, (one, later) => apart.has(`${one} ${later}`));
  return new Map(kinds.flatMap((kind, index) => kind.map(({ id }) => [id, byKind[index]!] as const)));
}

/** Two kinds by their position. */
interface PairOfKinds {
  readonly one: number;
  readonly later: number;
  readonly effect: RawEffect | null;
}

/** Configurations with equal graphs, or equal answers, are of one kind: testing each of them would only weaken the other tests. */
function kindsOf(
  ordered: readonly FinishedConfiguration[],
  effectOf: (one: FinishedConfiguration, other: FinishedConfiguration) => RawEffect | null,
): { readonly kinds: readonly (readonly FinishedConfiguration[])[]; readonly pairs: readonly PairOfKinds[] } {
  const kinds: FinishedConfiguration[][] = [];
  const pairs: PairOfKinds[] = [];
  for (const configuration of ordered) {
    const effects = kinds.map(([first]) => effectOf(first!, configuration));
    const same = effects.findIndex((effect) => effect?.isExact);
    if (same === -1) {
      pairs.push(...effects.map((effect, one) => ({ one, later: kinds.length, effect })));
      kinds.push([configuration]);
    } else kinds[same]!.push(configuration);
  }
  return { kinds, pairs };
}
