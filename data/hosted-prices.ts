import * as z from "zod";
import { filledText } from "../harness/contract/own-price.ts";
import sheet from "./prices/hosted.json" with { type: "json" };

const hostedPrice = z.strictObject({
  /** By which runs know it. */
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  service: filledText,
  /** What is counted. */
  unit: z.enum(["tokens", "characters"]),
  /** How many characters are taken for one. */
  charactersPerUnit: z.number().positive(),
  usdPerMillionUnits: z.number().positive(),
  source: filledText,
  /** Of the source. */
  date: z.iso.date(),
  notes: filledText,
});

/** The list price of a service that classifies texts, or does most of it. */
export type HostedPrice = Readonly<z.output<typeof hostedPrice>>;

export const hostedPrices: readonly HostedPrice[] = z.array(hostedPrice).parse(sheet);
