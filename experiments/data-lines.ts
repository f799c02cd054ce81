import type { Plan } from "../harness/contract/index.ts";
import { humanize } from "../harness/judge/analysis/value-names.ts";
import { listing, plural } from "../harness/judge/figures/format.ts";
import { datasetText, doubtText } from "../reports/words/data.ts";

/**
 * What a plan is made of: a line for each dataset, with its rows and how its files are read, and what looks wrong with them; then one
 * for each source whose cells are fewer than the axes' combinations.
 */
export function dataLines({ datasets, joined = [] }: Plan): string[] {
  const data = datasets.flatMap((dataset) => [
    `data: ${datasetText(dataset)}; ${plural(dataset.labels.length, "class", "classes")}`,
    ...(dataset.doubts ?? []).map((doubt) => `  ${doubtText(doubt, datasets.length === 1 ? null : dataset.id)}`),
  ]);
  return [...data, ...joined.map(joinedText)];
}

/** "6 combinations are 1 cell of majority, which does not use epochs and quantization" */
function joinedText({ source, combinations, cells, axes }: NonNullable<Plan["joined"]>[number]): string {
  const are = `${plural(combinations, "combination")} are ${plural(cells, "cell")} of ${source}`;
  return `${are}, which does not use ${listing(axes.map(humanize), axes.length)}`;
}
