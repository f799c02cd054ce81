import { ConfigError } from "../base/errors.ts";
import { matchLabels } from "../classifier/pretrained/labels.ts";
import type { Dataset } from "../contract/index.ts";
import type { PinnedSource } from "../contract/model-source.ts";
import type { Matrix } from "./matrix/matrix.ts";

/**
 * Tries the labels of each model that was trained elsewhere on the data of its cells, before any of them runs.
 * @param datasets by their name in the matrix
 * @param sources by their name in the matrix
 * @throws ConfigError on a label of either side without a partner
 */
export function refuseOtherLabels(
  { cells }: Pick<Matrix, "cells">,
  datasets: ReadonlyMap<string, Pick<Dataset, "labels">>,
  sources: ReadonlyMap<string, Pick<PinnedSource, "labels">>,
): void {
  for (const { experiment, teacher } of cells) {
    for (const { dataset, model } of [experiment, ...(teacher === null ? [] : [teacher])]) {
      const ofModel = sources.get(model.source ?? "")?.labels;
      const ofData = datasets.get(dataset)?.labels;
      if (ofModel === undefined || ofData === undefined) continue;
      try {
        matchLabels(ofModel, ofData, model.labels);
      } catch (error) {
        throw new ConfigError(`model.source "${model.source}" on ${dataset}: ${(error as Error).message}`);
      }
    }
  }
}
