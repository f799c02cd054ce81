/** How good a model is, as its record says. The types are inferred from the schemas. */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";

const number = z.number();
const share = z.number().nullable();
const base64 = z.base64({ error: "must be base64" });

const outcomes = z
  .object({
    rows: z.int(),
    accuracy: number,
    /** Mean F1 of the classes, without those that are neither present nor predicted; a class never predicted counts 0. */
    macroF1: number,
    /** Mean recall of the classes that are present. */
    balancedAccuracy: number,
    /** Mean cross-entropy, natural logarithm, probabilities clipped to [1e-7, 1 - 1e-7]. */
    loss: number,
    /**
     * Mean squared distance of the probabilities from the label: of the second label's probability for two classes, in
     * [0, 1], else summed over the classes, in [0, 2].
     */
    brier: number,
    /** Expected calibration error: |accuracy - confidence| over 15 bins of equal width, weighted by their rows. */
    calibrationError: number,
    /**
     * The bins of that error which have rows, ascending: [bin from 0 to 14, rows, rows that are right, their mean probability].
     * Absent before it was recorded.
     */
    calibration: z.array(z.tuple([z.int().min(0), z.int().min(1), z.int().min(0), number])).exactOptional(),
    /** By label. Precision is null for a class never predicted, recall for one that is not present, F1 if both. */
    perClass: z.object({ precision: z.array(share), recall: z.array(share), f1: z.array(share) }),
    /** The confusion matrix without its zeros: [label, prediction, rows], ascending. */
    confusion: z.array(z.tuple([z.int().min(0), z.int().min(0), z.int().min(1)])),
    /** Base64 of the rows' labels, deflated: a byte each for up to 256 classes, else two, the lower one first. */
    labels: base64,
    /** The same of what the rows were taken for. */
    predictions: base64,
  })
  .superRefine(refuseImpossible);

/** How a model answered the rows of one side. Labels are positions in the plan's `datasets[].labels`. */
export type Outcomes = DeepReadonly<z.output<typeof outcomes>>;

/** What no model can have answered: a damaged line must not become a figure. */
function refuseImpossible(
  {
    rows,
    confusion,
    perClass,
    calibration,
  }: {
    readonly rows: number;
    readonly calibration?: readonly (readonly [number, number, number, number])[];
    readonly confusion: readonly (readonly [number, number, number])[];
    readonly perClass: Readonly<Record<string, readonly unknown[]>>;
  },
  context: z.RefinementCtx,
): void {
  const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  const classes = perClass.recall?.length ?? 0;
  if (Object.values(perClass).some(({ length }) => length !== classes))
    refuse("perClass", "must have one entry per class");
  if (confusion.some(([label, given]) => label >= classes || given >= classes)) {
    refuse("confusion", `must have labels below ${classes}, the number of classes`);
  }
  const counted = confusion.reduce((sum, [, , count]) => sum + count, 0);
  if (counted !== rows) refuse("confusion", `must count ${rows} rows, got ${counted}`);
  if (calibration === undefined) return;
  const binned = calibration.reduce((sum, [, count]) => sum + count, 0);
  if (binned !== rows) refuse("calibration", `must count ${rows} rows, got ${binned}`);
  if (calibration.some(([, count, right]) => right > count)) {
    refuse("calibration", "must have no more rows that are right than rows");
  }
}

export const qualitySchema = z.object({
  /** Fraction of the test rows, from the timed form of the model. */
  accuracy: number,
  /** Mean cross-entropy on the test rows, natural logarithm. */
  loss: number,
  /** On the test rows: of the positive label or, without one, the mean over the classes. Schemas 1 and 2: of the second label. */
  f1: number,
  trainAccuracy: number,
  /** Training rows that `trainAccuracy` is of, where it is of a sample; absent if it is of all that the training used. */
  trainRows: z.int().exactOptional(),
  /** Null without validation rows. */
  validationAccuracy: number.nullable(),
  /** The label that the dataset names positive; null if it names none. */
  positive: z.int().nullable(),
  /**
   * The probability of the positive label (without one, of the second) from which it is given, where the experiment asks
   * for another than one half; absent otherwise.
   */
  threshold: number.exactOptional(),
  /**
   * The attack by loss on training rows (those that were scored), against test rows: see base/statistics/membership.ts. Absent before it was
   * recorded, and with fewer than two rows on a side.
   */
  membership: z
    .object({ auc: number, aucStandardError: number, advantage: number, members: z.int(), others: z.int() })
    .exactOptional(),
  testRows: z.int(),
  /** Base64 of a bitset by test row, least significant bit first: 1 where the prediction was right. */
  correct: z.base64({ error: "must be a bitset in base64" }),
  /** Null if schema 1 or 2 did not record it. */
  test: outcomes.nullable(),
  /** Null without validation rows, and if schema 1 or 2 did not record it. */
  validation: outcomes.nullable(),
});

export type Quality = DeepReadonly<z.output<typeof qualitySchema>>;
