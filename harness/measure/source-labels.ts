import { ConfigError } from "../base/errors.ts";
import { matchLabels } from "../classifier/pretrained/labels.ts";
import type { Dataset } from "../contract/index.ts";
import type { Matrix } from "./matrix/matrix.ts";
import type { KnownSource } from "./plan-content.ts";

/**
 * Tries the labels of each model that was trained elsewhere on the data of its cells, before any of them runs.
 * @param datasets by their name in the matrix
 * @param sources by their name in the matrix
 * @throws ConfigError on a label of either side without a partner
 */
export function refuseOtherLabels(
  { cells }: Pick<Matrix, "cells">,
  datasets: ReadonlyMap<string, Pick<Dataset, "labels">>,
  sources: ReadonlyMap<string, Pick<KnownSource, "labels" | "labelMap">>,
): void {
  for (const { experiment, teacher } of cells) {
    for (const { dataset, model } of [experiment, ...(teacher === null ? [] : [teacher])]) {
      const { labels: ofModel, labelMap } = sources.get(model.source ?? "") ?? {};
      const ofData = datasets.get(dataset)?.labels;
      if (ofModel === undefined || ofData === undefined) continue;
      try {
        matchLabels(ofModel, ofData, labelMap);
      } catch (error) {
        throw new ConfigError(`model.source "${model.source}" on ${dataset}: ${(error as Error).message}`);
      }
    }
  }
}
