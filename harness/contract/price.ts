/** An offer, and what a run cost at its price. The types are inferred from the schemas. */
import * as z from "zod";
import type { DeepReadonly } from "../base/deep-readonly.ts";

const number = z.number();

export const priceSchema = z.object({
  /** provider/instance/region/terms */
  id: z.string(),
  usdPerHour: number,
  source: z.string(),
  /** Date of the source, ISO 8601. */
  date: z.string(),
  region: z.string(),
  terms: z.string(),
  billing: z.object({ granularitySeconds: number, minimumSeconds: number }),
  /** Of the instance: "x86_64" or "arm64". Like the next three absent if the source does not say, and before schema 3. */
  architecture: z.string().exactOptional(),
  vcpus: number.exactOptional(),
  /** Of the instance, such as a GPU; null if it has none. */
  accelerator: z.string().nullable().exactOptional(),
  /** What the price sheet notes about the offer, such as that the instance is burstable. */
  notes: z.string().exactOptional(),
});

export type Price = DeepReadonly<z.output<typeof priceSchema>>;

export const costEstimateSchema = z.object({
  /** Training steps, the teachers' included: seconds x rate. */
  trainUsd: number,
  /** The teachers' share of `trainUsd`; absent without teachers. */
  teacherUsd: number.exactOptional(),
  /** Training, compressing and the measured serving. */
  runUsd: number,
  /** The processes' whole wall time, billed with the offer's granularity and minimum. */
  billedUsd: number,
  /** At the measured throughput, paying for the whole instance. */
  usdPerMillionTexts: number,
  price: priceSchema,
});

export type CostEstimate = DeepReadonly<z.output<typeof costEstimateSchema>>;
