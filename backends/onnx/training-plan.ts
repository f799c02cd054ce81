import type { Dimension, ElementType } from "../../harness/base/onnx/proto.ts";
import { tableLayout } from "../../harness/classifier/training/parameter-table.ts";
import { stepExtras } from "../../harness/classifier/training/step.ts";
import { outputCountOf } from "../../harness/contract/model-sizes.ts";
import type { Optimizer } from "../../harness/contract/optimizer.ts";
import type { StepExtra, TrainerSetup } from "../../harness/contract/trainer.ts";
import { blocksPayOff } from "./step-blocks.ts";

/** How a batch's means enter the step: as a matrix [batch, unique] or as a list of (text, row, share). */
type PoolingForm = "matrix" | "pairs";

/**
 * The list is faster if the matrix has more entries than this per pair of the list: the matrix has batch x unique
 * words entries, the list only the words in each text.
 */
const MAX_ENTRIES_PER_PAIR = 36;

/**
 * The faster form for a training. With more than one thread it is always the matrix: ONNX Runtime's ScatterND with
 * reduction "add" runs in parallel without atomics on the CPU, and loses updates if an id is repeated.
 */
function poolingForm({
  batchSize,
  threads,
  typical,
}: Pick<TrainerSetup, "batchSize" | "threads" | "typical">): PoolingForm {
  if (threads > 1) return "matrix";
  return batchSize * typical.unique > MAX_ENTRIES_PER_PAIR * typical.pairs ? "pairs" : "matrix";
}

/** An input [iterations, ...dims] of which each iteration of a loop reads one slice. */
export interface ScannedInput {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly Dimension[];
}

/** Everything that the parts of a training graph are built from. */
export interface TrainingPlan {
  readonly setup: TrainerSetup;
  readonly form: PoolingForm;
  /** Names of the optimizer's scalars. */
  readonly scalars: readonly string[];
  readonly extras: readonly StepExtra[];
  /** Inputs of each step. */
  readonly stepInputs: readonly ScannedInput[];
  /** How many factors the optimizer needs to catch a row up; null if every step visits every row. */
  readonly missedFactors: number | null;
}

export const TABLE = "table";
export const slotName = (slot: string) => `slot.${slot}`;
export const rescaleName = (slot: string) => `rescale.${slot}`;
export const scalarName = (scalar: string) => `scalar.${scalar}`;
export const extraName = (extra: string) => `extra.${extra}`;
export const columnName = (ids: string) => `${ids}.column`;

/** Rows that a block of steps works on. */
export const BLOCK_ROWS = "block.rows";
/** Factors for what each row of a block has missed before it, and what each row of the table has missed at the end. */
export const blockFactorName = (factor: number) => `block.missed${factor}`;
export const lastFactorName = (factor: number) => `missed${factor}`;

/** Names of the parameters and slots in the graph, in the order of its inputs and outputs. */
export function stateNames({ slots }: Optimizer): string[] {
  return [TABLE, ...slots.map(slotName)];
}

/**
 * Chooses the form of a training. Steps run in blocks if that is faster and the optimizer can compute what a row missed.
 * @param mayBlock whether the runtime gains anything from visiting fewer rows
 */
export function planTraining(setup: TrainerSetup, { mayBlock }: { readonly mayBlock: boolean }): TrainingPlan {
  const { optimizer, spec, batchSize } = setup;
  const form = poolingForm(setup);
  const anyStep = { stepInChunk: 1, stepsBefore: 0, learningRate: 1 };
  const scalars = Object.keys(optimizer.scalars(anyStep));
  const extras = stepExtras(setup);
  const float = (name: string, ...dims: Dimension[]): ScannedInput => ({ name, type: "float32", dims });
  const pooling =
    form === "matrix"
      ? [float("shares", batchSize, "unique")]
      : [...idInputs("pairText", "pairs"), ...idInputs("pairRow", "pairs"), float("pairShare", "pairs", 1)];
  const stepInputs = [
    ...idInputs("rows", "touched"),
    ...pooling,
    float("targets", batchSize, outputCountOf(spec.classes)),
    float("textWeight", batchSize, 1),
    ...extras.map(({ name, dims }) => float(extraName(name), ...dims)),
    ...scalars.map((name) => float(scalarName(name), 1)),
  ];
  const { missed } = optimizer;
  const inBlocks = mayBlock && blocksPayOff(tableLayout(spec), setup.typical);
  const missedFactors = missed === undefined || !inBlocks ? null : missed.factors.length;
  return { setup, form, scalars, extras, stepInputs, missedFactors };
}

/** Inputs of each block besides those of its steps; none if there are no blocks. */
export function blockInputs(plan: TrainingPlan): ScannedInput[] {
  if (plan.missedFactors === null) return [];
  const factors = missedNames(plan, blockFactorName);
  return [
    ...idInputs(BLOCK_ROWS, "blockRows"),
    ...factors.map((name): ScannedInput => ({ name, type: "float32", dims: ["blockRows", 1] })),
  ];
}

/** Names of the factors, in the optimizer's order. */
export function missedNames({ missedFactors }: TrainingPlan, nameOf: (factor: number) => string): string[] {
  return Array.from({ length: missedFactors ?? 0 }, (_, factor) => nameOf(factor));
}

/** Ids as a vector for Gather and as a column for ScatterND: feeding both saves a node. */
function idInputs(name: string, size: string): ScannedInput[] {
  return [
    { name, type: "int64", dims: [size] },
    { name: columnName(name), type: "int64", dims: [size, 1] },
  ];
}
