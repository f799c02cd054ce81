import { backends, mostThreads } from "../backends/registry.ts";
import { priceIds } from "../data/prices.ts";
import { datasets } from "../data/registry.ts";
import { type KnownNames, loadKnownPlugins } from "../harness/measure/matrix/known-names.ts";

/** Every name that a matrix may use: what the harness has itself, and what is passed in to it. */
export async function matrixNames(): Promise<KnownNames> {
  return {
    ...(await loadKnownPlugins()),
    backends: backends.names,
    mostThreads,
    datasets: datasets.names,
    prices: priceIds,
  };
}
