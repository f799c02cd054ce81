import { z } from "zod";
import type { TechniqueTools, TrainedModel } from "../../contract/index.ts";

/** Epochs that a pruned model trains on for, so that what is left makes up for what is gone; none unless told. */
export const fineTuneEpochs = z.int().min(0).default(0);

export async function fineTuned(
  model: TrainedModel,
  epochs: number,
  { fineTune }: TechniqueTools,
): Promise<TrainedModel> {
  return epochs === 0 ? model : fineTune(model, epochs);
}
