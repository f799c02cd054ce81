import { join } from "node:path";
import type { Executor } from "../../harness/measure/runner/executor.ts";
import { stepMs } from "../../harness/measure/sampling/step-ms.ts";
import type { Measurement } from "./measurement.ts";
import { BENCH_MODEL, ENCODED_TEXTS } from "./model.ts";
import { SideFailed } from "./side-failed.ts";

export interface TrainStepSetup {
  readonly executor: Executor;
  /** For the weights, which nobody reads. */
  readonly folder: string;
  readonly corpusFolder: string;
}

/** With 8,192 texts as many steps as ten epochs of the 18,857 of technology or business news; the first one warms up. */
const EPOCHS = 23;
const LIMIT_MS = 300_000;

/** Trains with the phase that runs use, and derives a step's time from the history. @throws SideFailed */
export async function measureTrainStep(
  { executor, folder, corpusFolder }: TrainStepSetup,
  backend: string,
  batchSize: number,
): Promise<Measurement> {
  const { classes, ...model } = BENCH_MODEL;
  const outcome = await executor.run(
    "train",
    {
      model,
      training: {
        backend,
        optimizer: { name: "adam" },
        schedule: { name: "constant" },
        batchSize,
        epochs: EPOCHS,
        validation: 0,
        threads: 1,
        seed: 1,
      },
      trainedWith: [],
      corpusFolder,
      trainingFolder: join(folder, "training"),
      trainRun: "bench",
    },
    { limitMs: LIMIT_MS, signal: new AbortController().signal },
  );
  if (outcome.status !== "done")
    throw new SideFailed(`training on ${backend} gave no time: ${JSON.stringify(outcome)}`);
  const clockMs = outcome.report.history.map(({ trainWallMs }) => trainWallMs);
  return { medianMs: stepMs(clockMs, ENCODED_TEXTS / batchSize), startupMs: null, by: backend };
}
