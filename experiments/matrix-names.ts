import { backends, graphsOf, mostThreads, trainsTogether, usesGpu } from "../backends/registry.ts";
import { priceIds } from "../data/prices.ts";
import { datasets } from "../data/registry.ts";
import { type KnownNames, type KnownSources, loadKnownPlugins } from "../harness/measure/matrix/known-names.ts";
import { sources } from "../harness/measure/phases/sources/registry.ts";

/**
 * Every name that a matrix may use: what the harness has itself, and what is passed in to it.
 * @param memoryBytes of the machine that trains; null where it does not matter
 */
export async function matrixNames(memoryBytes: number | null = null): Promise<KnownNames> {
  return {
    ...(await loadKnownPlugins()),
    ...(await sourceNames()),
    backends: backends.names,
    mostThreads,
    usesGpu,
    trainsTogether,
    graphsOf,
    datasets: datasets.names,
    memoryBytes,
    prices: priceIds,
  };
}

/** Every source that a model may come from, and what it says of itself. */
export async function sourceNames(): Promise<KnownSources> {
  const declarations = new Map(
    await Promise.all(sources.names.map(async (name) => [name, await sources.load(name)] as const)),
  );
  return { sources: sources.names, declarationOf: (name) => declarations.get(name)! };
}
