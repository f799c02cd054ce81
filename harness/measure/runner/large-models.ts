/** What our own models take beyond the reference experiment's, by how many numbers they have: without it, hours would be announced as seconds. */
import { leastNumbers } from "../../classifier/training/network.ts";
import { type Plan, type PlannedCell, WHOLE_BATCH } from "../../contract/index.ts";
import { GUESS_OF_NUMBERS, REFERENCE_NUMBERS } from "../guesses.ts";
import { isSlow, slowSampleMs, slowScoringMs, slowServingMs } from "./slow-models.ts";

type Trained = Pick<PlannedCell, "experiment">;

/** Numbers beyond those of the reference experiment. */
interface Excess {
  readonly all: number;
  /** Of the layers, all of which every text and every step reads. */
  readonly dense: number;
}

/** None for a model of another source, whose texts say what it takes. */
function excessOf({ experiment: { model } }: Trained): Excess {
  if (model.source !== undefined) return { all: 0, dense: 0 };
  const { ofWords, ofLayers } = leastNumbers(model);
  return {
    all: Math.max(0, ofWords + ofLayers - REFERENCE_NUMBERS.all),
    dense: Math.max(0, ofLayers - REFERENCE_NUMBERS.dense),
  };
}

/** @param texts rows times epochs */
export function extraTrainingMs(trained: Trained, texts: number): number {
  const { all, dense } = excessOf(trained);
  const { batchSize, epochs } = trained.experiment.training;
  const steps = batchSize === WHOLE_BATCH ? epochs : texts / batchSize;
  return all * GUESS_OF_NUMBERS.startMs + dense * (steps * GUESS_OF_NUMBERS.stepMs + texts * GUESS_OF_NUMBERS.textMs);
}

/** Compressing and serving. */
export function extraCellMs(plan: Plan, cell: Trained): number {
  const { all, dense } = excessOf(cell);
  const textMs = dense * GUESS_OF_NUMBERS.textMs;
  return (
    all * GUESS_OF_NUMBERS.writeMs + (isSlow(textMs) ? slowServingMs(textMs) + slowScoringMs(textMs, plan, cell) : 0)
  );
}

/** A sample of serving. */
export function extraSampleMs(cell: Trained): number {
  const { all, dense } = excessOf(cell);
  const textMs = dense * GUESS_OF_NUMBERS.textMs;
  return all * GUESS_OF_NUMBERS.loadMs + (isSlow(textMs) ? slowSampleMs(textMs) : 0);
}
