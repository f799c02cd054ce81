import * as z from "zod";
import { unknownName } from "../base/registry.ts";
import { ARCHITECTURES } from "./architectures.ts";
import type { Price } from "./price.ts";

/** Billed by the second without a minimum, as a machine of one's own costs. */
export const BY_THE_SECOND = { granularitySeconds: 1, minimumSeconds: 0 };

export const billingSchema = z.strictObject({
  granularitySeconds: z.number().positive(),
  minimumSeconds: z.number().min(0),
});

/** A text that says something. */
export const filledText = z.string().regex(/\S/, { error: "must not be blank" });

/** What a price says wherever it is written, and where it is from. */
export const termsShape = {
  usdPerHour: z.number().positive(),
  source: filledText,
  date: z.iso.date({ error: "must be a date such as 2026-09-01" }),
};

/** What a price may say of its machine, which is compared with the one that measured. */
export const machineShape = {
  architecture: z.enum(ARCHITECTURES).exactOptional(),
  vcpus: z.number().positive().exactOptional(),
  /** Null: it has none. */
  accelerator: z.string().nullable().exactOptional(),
  notes: z.string().exactOptional(),
};

export const ownPriceSchema = z.strictObject({
  ...termsShape,
  date: termsShape.date.describe("Of the source, such as 2026-09-01."),
  region: filledText.default("own"),
  terms: filledText.default("own"),
  billing: billingSchema.default(BY_THE_SECOND),
  ...machineShape,
});

/** What a backend may be given as its price. */
export const givenPriceSchema = z.union([z.string(), ownPriceSchema], {
  error: "must be the id of an offer, or an object with a price",
});

/**
 * Backend -> the id of an offer, or a price of its own: `pricing` of a matrix.
 * @param names all backends, and the ids of all offers
 */
export function pricingSchema(names: { readonly backends: readonly string[]; readonly prices: readonly string[] }) {
  return z.record(z.string(), givenPriceSchema).superRefine((pricing, context) => {
    for (const [backend, given] of Object.entries(pricing)) {
      const refuse = (message: string) => context.addIssue({ code: "custom", path: [backend], message });
      if (!names.backends.includes(backend)) refuse(unknownName("backend", backend, names.backends));
      else if (typeof given === "string" && !names.prices.includes(given)) refuse(unknownPrice(given, names.prices));
    }
  });
}

/** The offer of a price that a matrix gives a backend itself. */
export function ownPrice(backend: string, written: z.output<typeof ownPriceSchema>): Price {
  return { id: `own/${backend}/${written.region}/${written.terms}`, ...written };
}

/** As unknownName, with where to find the others: there are too many to list. */
export function unknownPrice(id: string, known: readonly string[]): string {
  return `${unknownName("price", id, known)}; pricewar prices lists them all`;
}

/** The offers that a matrix gives its backends: ids of the price sheet, and prices of its own. */
export type Pricing = Readonly<Record<string, string | Price>>;
