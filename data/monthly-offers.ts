import * as z from "zod";
import { malformedParts, readDocument, refuse } from "../harness/base/documents/document.ts";
import type { KnownKeys } from "../harness/base/documents/issues.ts";
import type { JsonPath } from "../harness/base/documents/problems.ts";
import { ARCHITECTURES } from "../harness/contract/architectures.ts";
import { BY_THE_SECOND, billingSchema, filledText } from "../harness/contract/own-price.ts";
import serverless from "./prices/serverless.json" with { type: "json" };
import { priceIds } from "./prices.ts";

const usd = z.number().positive();
const watts = z.number().positive();

/** What every offer states; null where its source does not say. */
const common = {
  /** provider/instance/region/terms */
  id: z.string().regex(/^[^/A-Z\s]+(\/[^/A-Z\s]+){3}$/, {
    error: "must be provider/instance/region/terms in lower case, such as own/desk/office/owned",
  }),
  source: filledText,
  date: z.iso.date({ error: "must be a date such as 2026-09-01" }),
  architecture: z.enum(ARCHITECTURES).nullable().default(null),
  vcpus: z.number().positive().nullable().default(null),
  memoryGiB: z.number().positive().nullable().default(null),
  accelerator: z.string().nullable().default(null),
  notes: z.string().exactOptional(),
};

const reserved = z.strictObject({
  kind: z.literal("reserved"),
  ...common,
  usdPerHour: usd,
  billing: billingSchema.default(BY_THE_SECOND),
});

const owned = z.strictObject({
  kind: z.literal("owned"),
  ...common,
  purchaseUsd: usd,
  lifeYears: z.number().positive(),
  busyWatts: watts,
  idleWatts: watts,
  usdPerKwh: usd,
});

const memoryMb = z.strictObject({ least: z.int().positive(), step: z.int().positive(), ofOneVcpu: z.int().positive() });

const function_ = z.strictObject({
  kind: z.literal("serverless"),
  ...common,
  usdPerRequest: z.number().min(0),
  usdPerGbSecond: z.number().min(0),
  freeRequests: z.number().min(0),
  freeGbSeconds: z.number().min(0),
  granularityMs: z.number().positive(),
  memoryMb,
});

const offerSchema = z
  .discriminatedUnion("kind", [reserved, owned, function_])
  .transform(({ architecture, vcpus, memoryGiB, accelerator, ...offer }) => ({
    ...offer,
    machine: { architecture, vcpus, memoryGiB, accelerator, isBurstable: false },
  }));

/** An offer that has no price by the hour alone, or that is paid for the whole month. */
export type MonthlyOffer = z.output<typeof offerSchema>;

const sheet = z.array(offerSchema);

/** The serverless offers of the price sheet. */
export const serverlessOffers: readonly MonthlyOffer[] = sheet.parse(serverless);

const takenIds = [...priceIds, ...serverlessOffers.map(({ id }) => id)];

const ownOffers = sheet.superRefine((own, context) => {
  const ids = own.map(({ id }) => id);
  for (const [index, id] of ids.entries()) {
    const isRepeated = ids.indexOf(id) < index;
    if (!isRepeated && !takenIds.includes(id)) continue;
    const where = isRepeated ? "stands twice" : "is in the price sheet";
    context.addIssue({ code: "custom", path: [index, "id"], message: `${id} ${where}; choose another id` });
  }
});

/**
 * Reads offers of one's own: a JSON array, with comments, of reserved, owned and serverless ones, as docs/cost.md describes them.
 * @param name how the messages call the file
 * @throws ConfigError with one line per problem: file:line:column: path: what is wrong
 */
export function readMonthlyOffers(text: string, name: string): readonly MonthlyOffer[] {
  const document = readDocument(text, name);
  const keysAt = (path: JsonPath): KnownKeys => {
    if (path.at(-1) === "billing") return { kind: "field", keys: Object.keys(billingSchema.shape) };
    if (path.at(-1) === "memoryMb") return { kind: "field", keys: Object.keys(memoryMb.shape) };
    return {
      kind: "field",
      keys: [...new Set([reserved, owned, function_].flatMap(({ shape }) => Object.keys(shape)))],
    };
  };
  refuse(malformedParts(ownOffers, document, keysAt), document, name);
  return ownOffers.parse(document.value);
}
