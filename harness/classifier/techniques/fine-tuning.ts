import * as z from "zod";
import type { TechniqueTools, TrainedModel } from "../../contract/index.ts";

/** Epochs of fine-tuning, in which the weights that are left make up for the pruned ones; none by default. */
export const fineTuneEpochs = z.int().min(0).default(0);

export async function fineTuned(
  model: TrainedModel,
  epochs: number,
  { fineTune }: TechniqueTools,
): Promise<TrainedModel> {
  return epochs === 0 ? model : fineTune(model, epochs);
}
