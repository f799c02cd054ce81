import type { EarlyStoppingSpec, EpochHistory, ModelSpec, TrainingCourse } from "../contract.ts";
import { NonFiniteError } from "../errors.ts";
import { randomStream } from "../random/mt19937.ts";
import { createBatcher, type LabelledTexts, targetsOf } from "./batches.ts";
import { startEarlyStopping } from "./early-stopping.ts";
import { accuracyOf, batchLoss, crossEntropyOf, predictedClasses } from "./metrics.ts";
import { outputUnits } from "./network.ts";
import type { Optimizer } from "./optimizer.ts";
import { tableLayout, unpackTable } from "./parameter-table.ts";
import { predictPlain } from "./predict.ts";
import { isSteered, type Schedule, type SteeredSchedule, startSchedule } from "./schedules/registry.ts";
import type { StepBatch, StepChunk, Trainer } from "./trainer.ts";

export interface FitJob {
  readonly spec: ModelSpec;
  readonly train: LabelledTexts;
  /** Followed after every epoch. */
  readonly test: LabelledTexts;
  /** Its loss is followed after every epoch, where there is one. */
  readonly validation?: LabelledTexts | null;
  readonly optimizer: Optimizer;
  readonly schedule: Schedule | SteeredSchedule;
  readonly batchSize: number;
  /** At most, under early stopping. */
  readonly epochs: number;
  /** Needs validation rows. */
  readonly earlyStopping?: EarlyStoppingSpec | undefined;
  /** Shuffles; on every backend in the same way. */
  readonly seed: number;
}

export interface FitResult extends Required<Omit<TrainingCourse, "executed">> {
  /** Float32 weights by name: after the last step, or after the best epoch where early stopping restores it. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** That ran. */
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
 * Trains for whole epochs. The clock runs while batches are put together and steps run; evaluation, and reading the
 * parameters for it, is outside. Validation rows are scored whether or not anything follows their loss.
 * @throws NonFiniteError when a loss stops being a finite number
 */
export async function fitModel(job: FitJob, trainer: Trainer, { nowMs, onProgress }: FitObserver): Promise<FitResult> {
  const { spec, train, batchSize, epochs, validation = null, earlyStopping } = job;
  const nextBatch = createBatcher(spec, train.texts, targetsOf(train.labels, spec.classes), batchSize);
  const units = outputUnits(spec.classes);
  const stepsAnEpoch = Math.ceil(train.texts.rows / batchSize);
  const layout = tableLayout(spec);
  const running = startSchedule(job.schedule);
  const rateAt = (step: number) => job.optimizer.learningRate * running.factor(step, stepsAnEpoch * epochs);
  const stopping = earlyStopping && startEarlyStopping(earlyStopping, { epochs, stepsAnEpoch });
  const history: EpochHistory[] = [];
  const reducedAfter: number[] = [];
  let evaluationWallMs = 0;
  let weights: ReadonlyMap<string, Float32Array> = new Map();
  let trainWallMs = 0;
  let chunk: StepChunk | undefined;
  let steps = 0;
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    const order = randomStream(job.seed, "shuffle", epoch).permutation(train.texts.rows);
    let lossSum = 0;
    for (let step = 0; step < stepsAnEpoch; ) {
      const count = Math.min(stepsAnEpoch - step, longestChunk(job, trainer));
      const startMs = nowMs();
      const batches = Array.from({ length: count }, (_, index) => nextBatch(order, (step + index) * batchSize));
      const chunkSteps = chunk?.batches.length ?? 0;
      chunk = buildChunk(job.optimizer, rateAt, batches, { steps, chunkSteps });
      const logits = await trainer.run(chunk);
      trainWallMs += nowMs() - startMs;
      batches.forEach((batch, index) => {
        const own = logits.subarray(index * batchSize * units, (index + 1) * batchSize * units);
        const rows = Math.min(batchSize, train.texts.rows - (step + index) * batchSize);
        lossSum += rows * batchLoss(own, batch.targets, batch.textWeight, units);
      });
      step += count;
      steps += count;
      onProgress?.(steps / (stepsAnEpoch * epochs));
    }
    const loss = lossSum / train.texts.rows;
    refuseNonFinite("training", loss, epoch);
    const startMs = nowMs();
    weights = unpackTable(layout, await trainer.readTable());
    const validationLoss = validation && lossNow(spec, weights, validation);
    evaluationWallMs += nowMs() - startMs;
    const testAccuracy = accuracyNow(spec, weights, job.test);
    history.push({ epoch, trainWallMs, loss, testAccuracy, validationLoss, learningRate: rateAt(steps - 1) });
    if (validationLoss !== null) {
      refuseNonFinite("validation", validationLoss, epoch);
      if (running.afterEpoch(validationLoss)) reducedAfter.push(epoch);
    }
    if (stopping?.endsAfter({ epoch, validationLoss, weights })) break;
  }
  return {
    weights,
    stopped: null,
    ...stopping?.outcome(),
    history,
    reducedAfter: isSteered(job.schedule) ? reducedAfter : null,
    evaluationWallMs: validation && evaluationWallMs,
    steps,
    trainWallMs,
    lastChunk: chunk!,
  };
}

function longestChunk({ optimizer, batchSize }: FitJob, { maxStepsInCall }: Trainer): number {
  return Math.max(1, Math.min(optimizer.maxStepsInChunk, maxStepsInCall, Math.floor(TEXTS_A_CHUNK / batchSize)));
}

function refuseNonFinite(which: "training" | "validation", loss: number, epoch: number): void {
  if (Number.isFinite(loss)) return;
  throw new NonFiniteError(`the ${which} loss became ${loss} in epoch ${epoch}: lower the learning rate`);
}

function buildChunk(
  optimizer: Optimizer,
  rateAt: (step: number) => number,
  batches: readonly StepBatch[],
  at: { readonly steps: number; readonly chunkSteps: number },
): StepChunk {
  const positions = batches.map((_, index) => ({
    stepInChunk: index + 1,
    stepsBefore: at.steps,
    learningRate: rateAt(at.steps + index),
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

function accuracyNow(
  spec: ModelSpec,
  weights: ReadonlyMap<string, Float32Array>,
  { texts, labels }: LabelledTexts,
): number {
  return accuracyOf(predictedClasses(predictPlain(spec, weights, texts), outputUnits(spec.classes)), labels);
}

function lossNow(
  spec: ModelSpec,
  weights: ReadonlyMap<string, Float32Array>,
  { texts, labels }: LabelledTexts,
): number {
  return crossEntropyOf(predictPlain(spec, weights, texts), labels, outputUnits(spec.classes));
}
