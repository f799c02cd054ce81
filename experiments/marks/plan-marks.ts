import { usesGpu } from "../../backends/registry.ts";
import { defaultPriceId, findPrice } from "../../data/prices.ts";
import type { Plan, PlannedCell, Price } from "../../harness/contract/index.ts";
import { maskOf, NO_MASK } from "../../harness/contract/masking.ts";
import { ALL_ROWS } from "../../harness/contract/training-fields.ts";
import type { KnownNames } from "../../harness/measure/matrix/known-names.ts";
import { parseMatrix } from "../../harness/measure/matrix/parse.ts";
import { buildPlan } from "../../harness/measure/plan.ts";
import { matrixNames } from "../matrix-names.ts";

/** The model sources that come with every run. */
const MARK_SOURCES = ["majority", "tfidf"] as const;
/** Of data with many more training rows, so many are used: on more, a baseline would take longer than the cells. */
const MOST_ROWS = 200_000;
const SEED = 1;

/** The offer at which marks are priced, and whose it is in the plan. */
export interface MarkPrice {
  readonly price: Price;
  readonly pricedAs: string;
}

/** The marks of one dataset that are model sources, as cells of a plan of their own. */
export interface DatasetMarks {
  readonly plan: Plan;
  readonly offer: MarkPrice;
}

/**
 * Plans the marks of each dataset: trained on the rows that the baseline trains on, masked as that masks them, or else as the dataset's first cell, one training each.
 */
export async function planMarks(plan: Plan): Promise<DatasetMarks[]> {
  const names = await matrixNames();
  return plan.datasets.map((dataset) => {
    const own = plan.cells.filter(({ experiment }) => experiment.dataset === dataset.id);
    const reference = own.find(({ isBaseline }) => isBaseline) ?? own[0]!;
    return { plan: planOf(plan, dataset, reference, names), offer: offerOf(plan, own) };
  });
}

function planOf(plan: Plan, dataset: Plan["datasets"][number], { experiment }: PlannedCell, names: KnownNames): Plan {
  const { validation, rows } = experiment.training;
  const entries = maskOf(experiment.tokenizer).map(
    (entry) => plan.names?.find(({ id }) => id === entry)?.spec ?? entry,
  );
  const mask = entries.length === 0 ? NO_MASK : entries;
  const isLarge = dataset.rowCounts.train > 2 * MOST_ROWS;
  const used = rows ?? (isLarge ? MOST_ROWS : ALL_ROWS);
  const written = {
    name: "baselines",
    base: { dataset: dataset.spec, validation, tokenizer: { mask }, training: { rows: used } },
    axes: { "model.source": MARK_SOURCES },
    seeds: [SEED],
    accuracyFloor: { atLeast: 0.01 },
  };
  const matrix = parseMatrix(JSON.stringify(written), "baselines", names);
  const { changesTraining, distillationOf } = names;
  const { positive, ...known } = dataset;
  const built = buildPlan({
    matrix,
    datasets: new Map([[dataset.spec, { ...known, ...(positive === null ? {} : { positive }) }]]),
    names: new Map(plan.names?.map(({ spec, ...list }) => [spec, list])),
    sources: new Map(MARK_SOURCES.map((id) => [id, { id, isPretrained: false }])),
    changesTraining,
    distillationOf,
    code: plan.code,
    defaultPriceId: (backend) => defaultPriceId({ usesGpu: usesGpu(backend) }),
    findPrice,
  });
  const cells = MARK_SOURCES.flatMap((source) =>
    built.cells.filter(({ experiment: { model } }) => model.source === source),
  );
  return { ...built, datasets: [dataset], cells };
}

/** That of the first backend which, as the marks do, computes on a processor; else the default. */
function offerOf({ offers }: Plan, cells: readonly PlannedCell[]): MarkPrice {
  const cell = cells.find(({ experiment }) => !usesGpu(experiment.serving.backend));
  const planned = offers.find(({ id }) => id === cell?.priceId);
  return cell === undefined || planned === undefined
    ? { price: findPrice(defaultPriceId({ usesGpu: false })), pricedAs: "javascript" }
    : { price: planned, pricedAs: cell.experiment.serving.backend };
}
