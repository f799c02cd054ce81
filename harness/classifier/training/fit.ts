import { breather } from "../../base/breather.ts";
import { NonFiniteError } from "../../base/errors.ts";
import { randomStream } from "../../base/random/mt19937.ts";
import { meanOf } from "../../base/statistics/mean.ts";
import type { EarlyStoppingSpec, EpochHistory, ModelSpec, SizedWeights, TrainingCourse } from "../../contract/index.ts";
import { outputCountOf } from "../../contract/model-sizes.ts";
import type { Optimizer } from "../../contract/optimizer.ts";
import type { LabelledTexts } from "../../contract/texts.ts";
import type { EpochLoss, StepBatch, StepChunk, Trainer } from "../../contract/trainer.ts";
import type { TrainingVariant } from "../../contract/training-variant.ts";
import { createBatcher } from "./batches.ts";
import { distilledLoss, type SoftTargets, withSoftTargets } from "./distillation.ts";
import { withDropout } from "./dropout.ts";
import { startEarlyStopping } from "./early-stopping.ts";
import { withRoundedRows } from "./fake-quantization.ts";
import { foldBatchNorm } from "./fold-batch-norm.ts";
import { maskOf, maskUpdates } from "./gradual-pruning.ts";
import { REMOVED_SLOT } from "./masked-optimizer.ts";
import { accuracyOf, batchLoss, lossesOf, predictedClasses } from "./metrics.ts";
import { type TableLayout, tableLayout, unpackTable } from "./parameter-table.ts";
import { predictPlain, textParts } from "./predict.ts";
import { type PrivateBatches, withPrivacy } from "./private-step.ts";
import { isSteered, type Schedule, type SteeredSchedule, startSchedule } from "./schedules/schedule.ts";

export interface FitJob {
  readonly spec: ModelSpec;
  readonly train: LabelledTexts;
  /** For every training row, where the trainer's variant is a distillation; labels of unlabelled rows are not read. */
  readonly soft?: SoftTargets;
  /** The accuracy on these is computed after every epoch. */
  readonly test: LabelledTexts;
  /** Its loss is computed after every epoch; absent without validation rows. */
  readonly validation?: LabelledTexts | null;
  /** Masked where the variant prunes. */
  readonly optimizer: Optimizer;
  /** The trainer's. */
  readonly variant?: TrainingVariant;
  /** Absent for a training without differential privacy. */
  readonly privacy?: PrivateBatches;
  readonly schedule: Schedule | SteeredSchedule;
  /** Rows of every batch, those included that fill it up. */
  readonly batchSize: number;
  /** At most, under early stopping. */
  readonly epochs: number;
  /** Needs validation rows. */
  readonly earlyStopping?: EarlyStoppingSpec | undefined;
  /** Of the shuffling, which is the same on every backend. */
  readonly seed: number;
}

export interface FitResult extends Required<Omit<TrainingCourse, "executed" | "privacy">> {
  /** The trained network's sizes, batch normalization folded. */
  readonly spec: ModelSpec;
  /** Its float32 weights by name: after the last step, or after the best epoch where early stopping restores it. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** Number of steps that ran. */
  readonly steps: number;
  readonly trainWallMs: number;
  /** What the trainer ran last, by which it can prove what ran. */
  readonly lastChunk: StepChunk;
}

export interface FitObserver {
  /** A clock in milliseconds that only ever grows. */
  readonly nowMs: () => number;
  /** Called after every chunk with the share of all steps that is done. */
  readonly onProgress?: (share: number) => void;
}

/** Texts in one call of the runtime: bounds how long a call can take. */
const TEXTS_PER_CHUNK = 8192;
/** Logits in one call, 32 MiB, which with the targets are in memory together. */
const MOST_LOGITS_IN_CHUNK = 2 ** 23;
/** Numbers of noise in one call, which are in memory together: each step has one for each parameter. */
const MOST_NOISE_IN_CHUNK = 2 ** 21;

/**
 * Trains for whole epochs. The clock runs while batches are put together and steps run, and again while batch
 * normalization is folded at the end; evaluation, including reading the parameters for it, does not count. Validation
 * rows are scored whether or not anything uses their loss.
 * @throws NonFiniteError when a loss stops being a finite number
 */
export async function fitModel(job: FitJob, trainer: Trainer, { nowMs, onProgress }: FitObserver): Promise<FitResult> {
  const { spec, train, soft, variant, batchSize, epochs, validation = null, earlyStopping } = job;
  const outputCount = outputCountOf(spec.classes);
  const nextBatch = batcherOf(job);
  const { stepsAnEpoch, readingOf } = readingOrder(job);
  const breathe = breather();
  const answer = answerOn(trainer, breathe);
  const layout = tableLayout(spec);
  const masks = pruningMasks(variant, trainer, layout, stepsAnEpoch * epochs);
  const mostInChunk = longestChunk(job, trainer, layout);
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
  /** What workers exchange then is part of the training. */
  const endEpoch = async (own: EpochLoss): Promise<EpochLoss> => {
    if (trainer.endEpoch === undefined) return own;
    const startMs = nowMs();
    const ofAll = await trainer.endEpoch(own);
    trainWallMs += nowMs() - startMs;
    return ofAll;
  };
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    const reading = readingOf(epoch);
    let lossSum = 0;
    for (let step = 0; step < stepsAnEpoch; ) {
      const count = Math.min(stepsAnEpoch - step, mostInChunk, masks.stepsToNext(steps));
      const startMs = nowMs();
      await masks.update(steps);
      const batches = Array.from({ length: count }, (_, index) => nextBatch(...reading.at(step + index)));
      const chunkSteps = chunk?.batches.length ?? 0;
      chunk = buildChunk(job.optimizer, rateAt, batches, { steps, chunkSteps });
      const logits = await trainer.run(chunk);
      trainWallMs += nowMs() - startMs;
      batches.forEach((batch, index) => {
        const own = logits.subarray(index * batchSize * outputCount, (index + 1) * batchSize * outputCount);
        const loss =
          soft === undefined
            ? batchLoss(own, batch.targets, batch.textWeight, outputCount)
            : distilledLoss(own, batch, soft, outputCount);
        lossSum += reading.textsOf(step + index) * loss;
      });
      step += count;
      steps += count;
      onProgress?.(steps / (stepsAnEpoch * epochs));
      await breathe();
    }
    const ofEpoch = await endEpoch({ lossSum, rows: reading.texts });
    const loss = ofEpoch.lossSum / ofEpoch.rows;
    refuseNonFinite("training", loss, epoch);
    const startMs = nowMs();
    const table = await trainer.readTable();
    // A mask turns negative weights into -0, whose sign bits would only make the compressed file larger.
    weights = unpackTable(layout, variant?.gradualPruning === undefined ? table : table.map((weight) => weight + 0));
    const now = foldBatchNorm({ spec, weights }, train.texts);
    const validationLoss = validation && meanOf((await answer(now, validation)).losses);
    evaluationWallMs += nowMs() - startMs;
    const testAccuracy = accuracyOf((await answer(now, job.test)).predicted, job.test.labels);
    history.push({ epoch, trainWallMs, loss, testAccuracy, validationLoss, learningRate: rateAt(steps - 1) });
    if (validationLoss !== null) {
      refuseNonFinite("validation", validationLoss, epoch);
      if (running.afterEpoch(validationLoss)) reducedAfter.push(epoch);
    }
    // Weights that are not yet pruned to the wanted sparsity are not candidates, however good.
    if (masks.areFinal(steps) && stopping?.endsAfter({ epoch, validationLoss, weights })) break;
  }
  const outcome = { weights, stopped: null, ...stopping?.outcome() };
  const startMs = nowMs();
  const folded = foldBatchNorm({ spec, weights: outcome.weights }, train.texts);
  trainWallMs += nowMs() - startMs;
  return {
    ...outcome,
    ...folded,
    history,
    reducedAfter: isSteered(job.schedule) ? reducedAfter : null,
    evaluationWallMs: validation && evaluationWallMs,
    steps,
    trainWallMs,
    lastChunk: chunk!,
  };
}

/** Masks between chunks, which never cross an update; without a pruning there are none. */
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
    /** Whether no mask will come after that many steps. */
    areFinal: (steps: number) => !updates.some(({ step }) => step >= steps && step < totalSteps),
  };
}

interface EpochReading {
  /** The order of texts, and where in it a step begins. */
  readonly at: (step: number) => [Int32Array, number];
  /** Texts whose mean loss is that of a step. */
  readonly textsOf: (step: number) => number;
  /** Texts that the epoch reads. */
  readonly texts: number;
}

/** What the steps of each epoch read: all texts, shuffled, or what was drawn for a private training. */
function readingOrder(job: Pick<FitJob, "train" | "batchSize" | "epochs" | "seed" | "privacy">) {
  const { batchSize, epochs, privacy, seed } = job;
  const { rows } = job.train.texts;
  if (privacy !== undefined) {
    const { samples, meanTexts } = privacy;
    const stepsAnEpoch = samples.length / epochs;
    const readingOf = (epoch: number): EpochReading => {
      const own = samples.slice((epoch - 1) * stepsAnEpoch, epoch * stepsAnEpoch);
      const texts = own.reduce((sum, { length }) => sum + length, 0);
      return { at: (step) => [own[step]!, 0], textsOf: () => meanTexts, texts: Math.max(1, texts) };
    };
    return { stepsAnEpoch, readingOf };
  }
  const readingOf = (epoch: number): EpochReading => {
    const order = randomStream(seed, "shuffle", epoch).permutation(rows);
    return {
      at: (step) => [order, step * batchSize],
      textsOf: (step) => Math.min(batchSize, rows - step * batchSize),
      texts: rows,
    };
  };
  return { stepsAnEpoch: Math.ceil(rows / batchSize), readingOf };
}

/** Batches with the extra inputs of dropout and of the variant. */
function batcherOf(job: FitJob): ReturnType<typeof createBatcher> {
  const { spec, train, soft, variant, privacy, batchSize } = job;
  const plain = createBatcher(spec, train.texts, train.labels, batchSize);
  const masked = withDropout(plain, spec, job);
  const taught = soft === undefined ? masked : withSoftTargets(masked, soft, outputCountOf(spec.classes));
  const hidden = privacy === undefined ? taught : withPrivacy(taught, spec, privacy);
  return variant?.fakeQuantization?.embedding === undefined ? hidden : (...at) => withRoundedRows(hidden(...at));
}

function longestChunk(
  { spec, optimizer, batchSize, privacy }: FitJob,
  { maxStepsInCall }: Trainer,
  { rows, columns }: TableLayout,
): number {
  const noisy = privacy === undefined ? Number.POSITIVE_INFINITY : Math.floor(MOST_NOISE_IN_CHUNK / (rows * columns));
  const texts = Math.min(TEXTS_PER_CHUNK, MOST_LOGITS_IN_CHUNK / outputCountOf(spec.classes));
  const most = Math.min(optimizer.maxStepsInChunk, maxStepsInCall, Math.floor(texts / batchSize), noisy);
  return Math.max(1, most);
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

/** How a network answers labelled texts, each [texts]. */
interface FollowedTexts {
  /** Most probable class. */
  readonly predicted: Uint16Array;
  /** Cross-entropy of the label. */
  readonly losses: Float64Array;
}

/**
 * Lets a network answer texts: on the trainer's runtime where that has a faster way. Probabilities are there for a part of the texts at a
 * time: those of all would fill memory where there are many classes.
 */
function answerOn(trainer: Trainer, breathe: () => Promise<void> | undefined) {
  return async (network: SizedWeights, { texts, labels }: LabelledTexts): Promise<FollowedTexts> => {
    const { spec, weights } = network;
    const outputs = outputCountOf(spec.classes);
    const answered = { predicted: new Uint16Array(texts.rows), losses: new Float64Array(texts.rows) };
    for (const { start, end, texts: part } of textParts(texts, outputs)) {
      const probabilities = (await trainer.predict?.(network, part)) ?? predictPlain(spec, weights, part);
      answered.predicted.set(predictedClasses(probabilities, outputs), start);
      answered.losses.set(lossesOf(probabilities, labels.subarray(start, end), outputs), start);
      await breathe();
    }
    return answered;
  };
}
