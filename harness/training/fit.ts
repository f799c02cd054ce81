import type { EpochHistory, ModelSpec } from "../contract.ts";
import { NonFiniteError } from "../errors.ts";
import { randomStream } from "../random/mt19937.ts";
import { createBatcher, type LabelledTexts, targetsOf } from "./batches.ts";
import { distilledLoss, type SoftTargets, withSoftTargets } from "./distillation.ts";
import { withDropout } from "./dropout.ts";
import { withRoundedRows } from "./fake-quantization.ts";
import { foldBatchNorm } from "./fold-batch-norm.ts";
import { maskOf, maskUpdates } from "./gradual-pruning.ts";
import { REMOVED_SLOT } from "./masked-optimizer.ts";
import { accuracyOf, batchLoss, predictedClasses } from "./metrics.ts";
import { outputUnits } from "./network.ts";
import type { Optimizer } from "./optimizer.ts";
import { type TableLayout, tableLayout, unpackTable } from "./parameter-table.ts";
import { predictPlain } from "./predict.ts";
import type { Schedule } from "./schedules/registry.ts";
import type { StepBatch, StepChunk, Trainer } from "./trainer.ts";
import type { TrainingVariant } from "./variant.ts";

export interface FitJob {
  readonly spec: ModelSpec;
  readonly train: LabelledTexts;
  /** Of every training row, where the trainer's variant is a distillation; labels of rows without one are not read. */
  readonly soft?: SoftTargets;
  /** Followed after every epoch. */
  readonly test: LabelledTexts;
  /** Masked where the variant prunes. */
  readonly optimizer: Optimizer;
  /** The trainer's. */
  readonly variant?: TrainingVariant;
  readonly schedule: Schedule;
  readonly batchSize: number;
  readonly epochs: number;
  /** Shuffles; on every backend in the same way. */
  readonly seed: number;
}

export interface FitResult {
  /** The trained network's sizes, batch normalization folded. */
  readonly spec: ModelSpec;
  /** Its float32 weights by name. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly history: readonly EpochHistory[];
  readonly steps: number;
  readonly trainWallMs: number;
  /** What the trainer ran last, by which it can prove what ran. */
  readonly lastChunk: StepChunk;
}

export interface FitObserver {
  /** A clock in milliseconds that only ever grows. */
  readonly nowMs: () => number;
  /** Told after every chunk: share of all steps that is done. */
  readonly onProgress?: (share: number) => void;
}

/** Texts in one call of the runtime: bounds how long a call can take. */
const TEXTS_A_CHUNK = 8192;

/**
 * Trains for whole epochs. The clock runs while batches are put together and steps run, and once more while batch
 * normalization is folded in the end; evaluation, and reading the parameters for it, is outside.
 * @throws NonFiniteError when the loss stops being a finite number
 */
export async function fitModel(job: FitJob, trainer: Trainer, { nowMs, onProgress }: FitObserver): Promise<FitResult> {
  const { spec, train, soft, variant, batchSize, epochs } = job;
  const units = outputUnits(spec.classes);
  const nextBatch = batcherOf(job);
  const stepsAnEpoch = Math.ceil(train.texts.rows / batchSize);
  const layout = tableLayout(spec);
  const masks = pruningMasks(variant, trainer, layout, stepsAnEpoch * epochs);
  const history: EpochHistory[] = [];
  let weights: ReadonlyMap<string, Float32Array> = new Map();
  let trainWallMs = 0;
  let chunk: StepChunk | undefined;
  let steps = 0;
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    const order = randomStream(job.seed, "shuffle", epoch).permutation(train.texts.rows);
    let lossSum = 0;
    for (let step = 0; step < stepsAnEpoch; ) {
      const count = Math.min(stepsAnEpoch - step, longestChunk(job, trainer), masks.stepsToNext(steps));
      const startMs = nowMs();
      await masks.update(steps);
      const batches = Array.from({ length: count }, (_, index) => nextBatch(order, (step + index) * batchSize));
      const chunkSteps = chunk?.batches.length ?? 0;
      chunk = buildChunk(job, batches, { steps, chunkSteps, totalSteps: stepsAnEpoch * epochs });
      const logits = await trainer.run(chunk);
      trainWallMs += nowMs() - startMs;
      batches.forEach((batch, index) => {
        const own = logits.subarray(index * batchSize * units, (index + 1) * batchSize * units);
        const rows = Math.min(batchSize, train.texts.rows - (step + index) * batchSize);
        const loss =
          soft === undefined
            ? batchLoss(own, batch.targets, batch.textWeight, units)
            : distilledLoss(own, batch, soft, units);
        lossSum += rows * loss;
      });
      step += count;
      steps += count;
      onProgress?.(steps / (stepsAnEpoch * epochs));
    }
    const loss = lossSum / train.texts.rows;
    if (!Number.isFinite(loss)) {
      throw new NonFiniteError(`the training loss became ${loss} in epoch ${epoch}: lower the learning rate`);
    }
    const table = await trainer.readTable();
    // A mask turns negative weights into -0, whose sign bits would only make the compressed file larger.
    weights = unpackTable(layout, variant?.gradualPruning === undefined ? table : table.map((weight) => weight + 0));
    history.push({ epoch, trainWallMs, loss, testAccuracy: accuracyNow(job, weights) });
  }
  const startMs = nowMs();
  const folded = foldBatchNorm({ spec, weights }, train.texts);
  trainWallMs += nowMs() - startMs;
  return { ...folded, history, steps, trainWallMs, lastChunk: chunk! };
}

/** Masks between chunks, which never cross an update; without a pruning there is none. */
function pruningMasks(variant: TrainingVariant | undefined, trainer: Trainer, layout: TableLayout, totalSteps: number) {
  const pruning = variant?.gradualPruning;
  const updates = pruning === undefined ? [] : maskUpdates(pruning, totalSteps);
  return {
    stepsToNext: (steps: number) => (updates.find(({ step }) => step > steps)?.step ?? totalSteps) - steps,
    update: async (steps: number) => {
      const due = updates.find(({ step }) => step === steps);
      if (pruning === undefined || due === undefined) return;
      const mask = maskOf(layout, await trainer.readTable(), due.sparsity, pruning.scope);
      await trainer.writeSlot(REMOVED_SLOT, mask);
    },
  };
}

/** Batches with what dropout and the variant take beside the texts. */
function batcherOf(job: FitJob): ReturnType<typeof createBatcher> {
  const { spec, train, soft, variant, batchSize } = job;
  const plain = createBatcher(spec, train.texts, targetsOf(train.labels, spec.classes), batchSize);
  const masked = withDropout(plain, spec, job);
  const taught = soft === undefined ? masked : withSoftTargets(masked, soft, outputUnits(spec.classes));
  return variant?.fakeQuantization === undefined ? taught : (...at) => withRoundedRows(taught(...at));
}

function longestChunk({ optimizer, batchSize }: FitJob, { maxStepsInCall }: Trainer): number {
  return Math.max(1, Math.min(optimizer.maxStepsInChunk, maxStepsInCall, Math.floor(TEXTS_A_CHUNK / batchSize)));
}

function buildChunk(
  { optimizer, schedule }: FitJob,
  batches: readonly StepBatch[],
  at: { readonly steps: number; readonly chunkSteps: number; readonly totalSteps: number },
): StepChunk {
  const positions = batches.map((_, index) => ({
    stepInChunk: index + 1,
    stepsBefore: at.steps,
    learningRate: optimizer.learningRate * schedule(at.steps + index, at.totalSteps),
  }));
  const perStep = positions.map((position) => optimizer.scalars(position));
  const names = Object.keys(perStep[0] ?? {});
  return {
    batches,
    scalars: Object.fromEntries(names.map((name) => [name, Float32Array.from(perStep, (step) => step[name]!)])),
    missedTerms: positions.map((position) => optimizer.missed?.terms(position) ?? []),
    rescale: optimizer.rescale(at.chunkSteps),
  };
}

function accuracyNow({ spec, train, test }: FitJob, weights: ReadonlyMap<string, Float32Array>): number {
  const now = foldBatchNorm({ spec, weights }, train.texts);
  const probabilities = predictPlain(now.spec, now.weights, test.texts);
  return accuracyOf(predictedClasses(probabilities, outputUnits(spec.classes)), test.labels);
}
