import * as z from "zod";
import { ConfigError, DataError } from "../harness/base/errors.ts";
import { ARCHITECTURES } from "../harness/contract/architectures.ts";
import type { Price } from "../harness/contract/index.ts";
import { billingSchema, filledText, termsShape, unknownPrice } from "../harness/contract/own-price.ts";
import sheet from "./prices/offers.json" with { type: "json" };

/** What every offer states, whoever makes it. */
export const priceShape = {
  id: z.string(),
  ...termsShape,
  region: filledText,
  terms: filledText,
  billing: billingSchema,
};

export const ID_RULE = "the id must be provider/instance/region/terms in lower case, with the offer's region and terms";

export function hasOwnId({ id, region, terms }: Pick<Price, "id" | "region" | "terms">): boolean {
  return /^[^/A-Z\s]+\/[^/A-Z\s]+\//.test(id) && id.endsWith(`/${region}/${terms}`);
}

const offerSchema = z
  .strictObject({
    ...priceShape,
    terms: z.enum(["on-demand", "spot"]),
    vcpus: z.int().positive().nullable(),
    memoryGiB: z.number().positive().nullable(),
    accelerator: z.string().nullable(),
    acceleratorCount: z.int().min(0),
    architecture: z.enum(ARCHITECTURES).nullable(),
    notes: z.string().nullable(),
  })
  .refine(hasOwnId, { error: ID_RULE });

/** A price and the machine that it is for; null where the source does not say. */
export type Offer = z.output<typeof offerSchema>;

/**
 * Reads a price sheet.
 * @throws DataError naming every invalid offer by its index, and every id that occurs twice
 */
export function readOffers(json: unknown): readonly Offer[] {
  const offers = z.array(offerSchema).safeParse(json);
  if (!offers.success) {
    const lines = offers.error.issues.map(({ path, message }) => `price sheet: offer ${path.join(".")}: ${message}`);
    throw new DataError(lines.join("\n"));
  }
  const ids = offers.data.map(({ id }) => id);
  const repeated = ids.filter((id, index) => ids.indexOf(id) < index);
  if (repeated.length > 0)
    throw new DataError(`price sheet: these ids occur twice: ${repeated.join(", ")}; keep one of each`);
  return offers.data;
}

export const offers: readonly Offer[] = readOffers(sheet);

/** The ids that `pricing` in a matrix may name. */
export const priceIds: readonly string[] = offers.map(({ id }) => id);

/**
 * The price with an id, as records store it.
 * @throws ConfigError on an unknown id, with the nearest known one
 */
export function findPrice(id: string): Price {
  const offer = offers.find((one) => one.id === id);
  if (offer === undefined) throw new ConfigError(unknownPrice(id, priceIds));
  const { usdPerHour, source, date, region, terms, billing, architecture, vcpus, accelerator, notes } = offer;
  return {
    id,
    usdPerHour,
    source,
    date,
    region,
    terms,
    billing,
    ...(architecture === null ? {} : { architecture }),
    ...(vcpus === null ? {} : { vcpus }),
    accelerator,
    ...(notes === null ? {} : { notes }),
  };
}

const CPU_OFFER = "aws/c7i.large/us-east-1/on-demand";
const GPU_OFFER = "aws/g5.xlarge/us-east-1/on-demand";

/** The offer for a backend that the matrix does not price. */
export function defaultPriceId({ usesGpu }: { readonly usesGpu: boolean }): string {
  return usesGpu ? GPU_OFFER : CPU_OFFER;
}
