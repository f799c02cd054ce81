import { holm } from "../../../base/statistics/holm.ts";
import type { FinishedConfiguration } from "../analysis.ts";
import { type Labels, valueOn } from "../labels.ts";
import type { ContrastReader } from "./contrast.ts";
import type { RawEffect } from "./effect.ts";
import {
  type AxisEffects,
  type Effect,
  type EffectsByQuantity,
  type Interaction,
  LEVER_QUANTITIES,
  type LeverQuantity,
  type Levers,
} from "./lever-effects.ts";
import type { Contrast } from "./weighted.ts";

/**
 * Main effects and two-way interactions of the axes. An effect is averaged over the settings of the other axes that have both
 * values, within each seed and round, so that neither an unbalanced matrix nor a drift of the machine enters it.
 * @param configurations finished, on the same data, in the order of the axes' values
 */
export function leversOf(
  configurations: readonly FinishedConfiguration[],
  labels: Labels,
  reader: ContrastReader,
): Levers {
  const design = designOf(configurations, labels);
  const axes = labels.axes.map((axis) => axisEffects(axis, design, reader));
  const pairs = labels.axes.flatMap((axis, index) =>
    labels.axes.slice(index + 1).map((other) => [axis, other] as const),
  );
  return {
    axes: axes.filter(({ comparisons }) => comparisons.length > 0),
    interactions: pairs.flatMap(([one, other]) => interactionsOf(one, other, design, reader)),
    unpaired: axes.filter(({ comparisons }) => comparisons.length === 0).map(({ axis }) => axis),
  };
}

/** The configurations by what they set. */
interface Design {
  readonly points: readonly {
    readonly configuration: FinishedConfiguration;
    readonly values: ReadonlyMap<string, string>;
  }[];
  /** Axis -> names of its values, the reference first. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly axes: readonly string[];
}

function designOf(configurations: readonly FinishedConfiguration[], labels: Labels): Design {
  const { axes } = labels;
  const points = configurations.map((configuration) => ({
    configuration,
    values: new Map(axes.map((axis) => [axis, valueOn(labels, configuration.id, axis)])),
  }));
  const baseline = points.find(({ configuration }) => configuration.id === labels.baseline);
  const values = new Map(
    axes.map((axis) => {
      const first = baseline === undefined ? [] : [baseline.values.get(axis)!];
      return [axis, [...new Set([...first, ...points.map((point) => point.values.get(axis)!)])]];
    }),
  );
  return { points, values, axes };
}

/** Setting of the other axes -> combination of the given axes' values -> configuration. */
function bySetting(axes: readonly string[], design: Design): Map<string, Map<string, FinishedConfiguration>> {
  const others = design.axes.filter((axis) => !axes.includes(axis));
  const settings = new Map<string, Map<string, FinishedConfiguration>>();
  for (const { configuration, values } of design.points) {
    const setting = keyOf(others.map((axis) => values.get(axis)!));
    const own = settings.get(setting) ?? new Map<string, FinishedConfiguration>();
    own.set(keyOf(axes.map((axis) => values.get(axis)!)), configuration);
    settings.set(setting, own);
  }
  return settings;
}

function keyOf(values: readonly string[]): string {
  return JSON.stringify(values);
}

/** Signs of combinations of values. */
type Signs = readonly { readonly values: readonly string[]; readonly sign: 1 | -1 }[];

/** The contrast averaged over the settings that have all of its combinations. */
function contrastOf(signs: Signs, settings: Iterable<ReadonlyMap<string, FinishedConfiguration>>) {
  const keyed = signs.map(({ values, sign }) => ({ key: keyOf(values), sign }));
  const complete = [...settings].filter((own) => keyed.every(({ key }) => own.has(key)));
  const contrast: Contrast = complete.flatMap((own) =>
    keyed.map(({ key, sign }) => ({ configuration: own.get(key)!, weight: sign / complete.length })),
  );
  return { contrast, settings: complete.length };
}

/** Of more values there are so many pairs that Holm's procedure finds next to nothing, and comparing them takes longer than all else. */
const MOST_PAIRED = 20;

function axisEffects(axis: string, design: Design, reader: ContrastReader): AxisEffects {
  const values = design.values.get(axis)!;
  const settings = [...bySetting([axis], design).values()];
  const pairs = values.flatMap((from, index) => values.slice(index + 1).map((to) => ({ from, to })));
  const compared = (some: readonly ValuePair[]) => some.flatMap((pair) => averagedOver(pair, settings));
  const found = values.length > MOST_PAIRED ? compared(pairs.slice(0, values.length - 1)) : [];
  return {
    axis,
    reference: values[0] ?? "",
    // Without a setting that has the first value and another, what there is is compared.
    comparisons: withEffects(found.length > 0 ? found : compared(pairs), reader),
  };
}

interface ValuePair {
  readonly from: string;
  readonly to: string;
}

/** The contrast of two values; none without a setting that has both. */
function averagedOver({ from, to }: ValuePair, settings: readonly ReadonlyMap<string, FinishedConfiguration>[]) {
  const signs = [
    { values: [from], sign: -1 },
    { values: [to], sign: 1 },
  ] as const;
  const averaged = contrastOf(signs, settings);
  return averaged.settings === 0 ? [] : [{ from, to, ...averaged }];
}

function interactionsOf(one: string, other: string, design: Design, reader: ContrastReader): Interaction[] {
  const [[from, ...changed], [otherFrom, ...otherChanged]] = [design.values.get(one)!, design.values.get(other)!];
  const settings = bySetting([one, other], design);
  const found = changed.flatMap((to) =>
    otherChanged.flatMap((otherTo) => {
      const signs = [
        { values: [to, otherTo], sign: 1 },
        { values: [from!, otherTo], sign: -1 },
        { values: [to, otherFrom!], sign: -1 },
        { values: [from!, otherFrom!], sign: 1 },
      ] as const;
      const averaged = contrastOf(signs, settings.values());
      const changes = [
        { axis: one, from: from!, to },
        { axis: other, from: otherFrom!, to: otherTo },
      ] as const;
      return averaged.settings === 0 ? [] : [{ changes, ...averaged }];
    }),
  );
  return withEffects(found, reader);
}

/** Reads the effects of a family of contrasts, and corrects their p for their number. */
function withEffects<T extends { readonly contrast: Contrast }>(
  family: readonly T[],
  reader: ContrastReader,
): (Omit<T, "contrast"> & EffectsByQuantity)[] {
  const effects = Object.fromEntries(
    LEVER_QUANTITIES.map((quantity) => [
      quantity,
      corrected(
        family.map(({ contrast }) => reader.read(quantity, contrast)),
        quantity,
      ),
    ]),
  ) as Record<LeverQuantity, (Effect | null)[]>;
  return family.map(({ contrast: _, ...rest }, index) => ({
    ...rest,
    accuracy: effects.accuracy[index]!,
    cost: effects.cost[index]!,
    trainingCost: effects.trainingCost[index]!,
  }));
}

/** What is exactly 0 was not tested, and takes nothing from the level. */
function corrected(raw: readonly (RawEffect | null)[], quantity: LeverQuantity): (Effect | null)[] {
  const isTested = (one: RawEffect | null) => one !== null && one.p !== null && !one.isExact;
  const adjusted = holm(raw.filter(isTested).map((one) => one!.p!));
  const asShown = quantity === "accuracy" ? (value: number) => value : Math.exp;
  return raw.map((one) => {
    if (one === null) return null;
    const { value, interval, p, pairs, isExact } = one;
    return {
      value: asShown(value),
      interval: interval === null ? null : { low: asShown(interval.low), high: asShown(interval.high) },
      p,
      adjusted: isTested(one) ? adjusted.shift()! : p,
      pairs,
      isExact,
    };
  });
}
