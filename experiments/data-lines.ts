import type { Plan } from "../harness/contract/index.ts";
import { plural } from "../harness/judge/figures/format.ts";
import { datasetText, doubtText } from "../reports/words/data.ts";

/** The data of a plan, a line for each dataset: its rows and how its files are read; then what looks wrong with them. */
export function dataLines({ datasets }: Plan): string[] {
  return datasets.flatMap((dataset) => [
    `data: ${datasetText(dataset)}; ${plural(dataset.labels.length, "class", "classes")}`,
    ...(dataset.doubts ?? []).map((doubt) => `  ${doubtText(doubt, datasets.length === 1 ? "" : ` of ${dataset.id}`)}`),
  ]);
}
