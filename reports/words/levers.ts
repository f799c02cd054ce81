import {
  type Effect,
  type EffectsByQuantity,
  type Interaction,
  isTold,
  type LeverQuantity,
  type Levers,
  type ValueComparison,
} from "../../harness/judge/analysis/levers/lever-effects.ts";
import { humanize } from "../../harness/judge/analysis/value-names.ts";
import { formatP, formatPoints, formatRatio, listing, plural } from "../../harness/judge/figures/format.ts";

/** In the order of the page. */
const SHOWN_QUANTITIES = ["cost", "trainingCost", "accuracy"] as const satisfies readonly LeverQuantity[];

/** A value of an axis in the place of the axis' reference. */
export type ComparedValue = ValueComparison & { readonly axis: string };

/** "1.26×" or "−0.4 points" */
export function effectText(quantity: LeverQuantity, value: number): string {
  return quantity === "accuracy" ? `${formatPoints(value)} points` : `${formatRatio(value)}×`;
}

/** "1.21 to 1.34", below `effectText`; empty without an interval, and for what is the same by definition. */
export function effectRange(quantity: LeverQuantity, { interval, isExact }: Effect): string {
  if (interval === null || isExact) return "";
  const format = quantity === "accuracy" ? formatPoints : formatRatio;
  return `${format(interval.low)} to ${format(interval.high)}`;
}

/** What an effect rests on: "p 0.048 over the lever’s comparisons (Holm), 0.003 alone; 13 pairs" */
export function effectGrounds({ p, adjusted, pairs, isExact }: Effect): string {
  if (isExact) return "nothing to measure: both serve the same graph, share a training or give the same answers";
  if (p === null || adjusted === null) return `${plural(pairs, "pair")}: too few to tell`;
  return `p ${formatP(adjusted)} over the lever’s comparisons (Holm), ${formatP(p)} alone; ${plural(pairs, "pair")}`;
}

/** "cost and accuracy", of which an effect beyond chance is shown; empty if of none. */
export function toldText(effects: EffectsByQuantity): string {
  const names = { accuracy: "accuracy", cost: "serving cost", trainingCost: "training cost" } as const;
  return listing(SHOWN_QUANTITIES.filter((one) => isTold(effects[one])).map((one) => names[one]));
}

/** Comparisons with the reference value, which charts, tables and sentences show; summary.json has all. */
export function againstReference({ axes }: Levers): ComparedValue[] {
  return axes.flatMap(({ axis, reference, comparisons }) =>
    comparisons.filter(({ from }) => from === reference).map((one) => ({ ...one, axis })),
  );
}

/** How much an effect is, for finding the largest. */
function sizeOf(quantity: LeverQuantity, effect: Effect | null): number {
  if (effect === null) return 0;
  return Math.abs(quantity === "accuracy" ? effect.value : Math.log(effect.value));
}

/** The comparison whose effect is the largest of those beyond chance; null if none is. */
function largestOf<T extends EffectsByQuantity>(all: readonly T[], quantity: LeverQuantity): T | null {
  const told = all.filter((one) => isTold(one[quantity]));
  return told.reduce<T | null>(
    (most, one) => (most === null || sizeOf(quantity, one[quantity]) > sizeOf(quantity, most[quantity]) ? one : most),
    null,
  );
}

const NOUNS: Readonly<Record<LeverQuantity, string>> = {
  accuracy: "test accuracy",
  cost: "cost of serving",
  trainingCost: "cost of training",
};

/** The finding about one quantity, without a period; null where nothing was measured. */
export function leverFinding(levers: Levers, quantity: LeverQuantity): string | null {
  const compared = againstReference(levers).filter((one) => isMeasured(one[quantity]));
  if (compared.length === 0) return null;
  if (!compared.some((one) => isTested(one[quantity])))
    return `A single pair of runs cannot tell an effect on the ${NOUNS[quantity]} from chance`;
  const largest = largestOf(compared, quantity);
  if (largest === null) return `No lever changes the ${NOUNS[quantity]} beyond chance`;
  const effect = largest[quantity]!;
  const change = `${largest.to} in place of ${largest.from}`;
  const range = effectRange(quantity, effect);
  const certainty = range === "" ? "" : ` (${range})`;
  if (quantity === "accuracy") {
    const points = formatPoints(Math.abs(effect.value)).replace("+", "");
    return `${change} ${effect.value < 0 ? "loses" : "gains"} ${points} points of test accuracy${certainty}`;
  }
  return `${change} multiplies the ${NOUNS[quantity]} by ${formatRatio(effect.value)}${certainty}`;
}

/** Whether chance plays a part in it. */
export function isMeasured(effect: Effect | null): effect is Effect {
  return effect !== null && !effect.isExact;
}

/** Whether there is enough to tell it from chance. */
function isTested(effect: Effect | null): boolean {
  return isMeasured(effect) && effect.p !== null;
}

/** How the levers were compared, what they do together, and what could not be compared; the charts' titles have the largest effects. */
export function leverSentences(levers: Levers): string[] {
  const method =
    "Each effect is an average over configurations that are equal in all else, within the same seeds and rounds. Intervals are of 95 % each; beyond chance is what Holm’s procedure finds at 5 % over all comparisons of the lever.";
  return [method, ...oneSeedSentences(levers), ...togetherSentences(levers), ...unpairedSentences(levers)];
}

function oneSeedSentences(levers: Levers): string[] {
  const isOfOne = againstReference(levers).some(({ accuracy }) => isMeasured(accuracy) && accuracy.pairs === 1);
  return isOfOne
    ? [
        "Effects on accuracy are those of one training each: their intervals cover the rows alone, and another seed may say otherwise.",
      ]
    : [];
}

function togetherSentences({ interactions }: Levers): string[] {
  const tested = interactions.filter((one) => SHOWN_QUANTITIES.some((quantity) => isTested(one[quantity])));
  if (tested.length === 0) return [];
  const sentences = SHOWN_QUANTITIES.flatMap((quantity) => {
    const largest = largestOf(tested, quantity);
    return largest === null ? [] : [togetherSentence(quantity, largest)];
  });
  return sentences.length > 0 ? sentences : ["No two of them together do more or less than each alone, beyond chance."];
}

function togetherSentence(quantity: LeverQuantity, together: Interaction): string {
  const effect = together[quantity]!;
  const [both, range] = [bothOf(together), effectRange(quantity, effect)];
  switch (quantity) {
    case "cost":
      return `Levers do not just multiply: ${both} together cost ${formatRatio(effect.value)} times (${range}) what the two changes alone would make of it.`;
    case "trainingCost":
      return `Training with ${both} together costs ${formatRatio(effect.value)} times (${range}) what the two changes alone would make of it.`;
    case "accuracy":
      return `Together, ${both} change the test accuracy by ${effectText(quantity, effect.value)} (${range}) beyond the two changes alone.`;
  }
}

/** "int8 and wasm" */
function bothOf({ changes: [one, other] }: Interaction): string {
  return `${one.to} and ${other.to}`;
}

function unpairedSentences({ unpaired }: Levers): string[] {
  if (unpaired.length === 0) return [];
  const names = unpaired.map(humanize);
  return [
    `No two configurations that finished differ in ${listing(names)} alone, so that ${names.length === 1 ? "its effect is" : "their effects are"} not known.`,
  ];
}
