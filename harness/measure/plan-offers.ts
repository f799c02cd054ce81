import { canonicalJson } from "../base/canonical-json.ts";
import { ConfigError } from "../base/errors.ts";
import type { PlannedCell, Price } from "../contract/index.ts";
import type { Matrix } from "./matrix/matrix.ts";

/** What decides the price of a backend's runs. */
export interface OfferInputs {
  readonly matrix: Pick<Matrix, "pricing">;
  /** Price id of a backend without a price in the matrix. */
  readonly defaultPriceId: (backend: string) => string;
  /** The offer with a price id, which the plan keeps. */
  readonly findPrice: (id: string) => Price;
  /** Offers by backend to use instead of the matrix's. */
  readonly prices?: ReadonlyMap<string, Price>;
}

/** The offer that prices a backend's runs: one given for this run, else the matrix's, else the backend's default. */
export function offerOf(backend: string, { matrix, prices, defaultPriceId, findPrice }: OfferInputs): Price {
  const offer = prices?.get(backend) ?? matrix.pricing[backend] ?? defaultPriceId(backend);
  return typeof offer === "string" ? findPrice(offer) : offer;
}

/**
 * The offers of all serving backends, by id.
 * @throws ConfigError if two different ones have the same id
 */
export function offersOf(cells: readonly Pick<PlannedCell, "experiment">[], inputs: OfferInputs): Price[] {
  const byId = new Map<string, Price>();
  for (const backend of new Set(cells.map(({ experiment }) => experiment.serving.backend))) {
    const offer = offerOf(backend, inputs);
    const other = byId.get(offer.id) ?? offer;
    if (canonicalJson(other) !== canonicalJson(offer)) {
      throw new ConfigError(`pricing: two prices are called ${offer.id}; give one of them another id, region or terms`);
    }
    byId.set(offer.id, offer);
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
