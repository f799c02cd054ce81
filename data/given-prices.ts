import * as z from "zod";
import { malformedParts, readDocument, refuse } from "../harness/base/documents/document.ts";
import type { KnownKeys } from "../harness/base/documents/issues.ts";
import type { JsonPath } from "../harness/base/documents/problems.ts";
import { ConfigError } from "../harness/base/errors.ts";
import { unknownName } from "../harness/base/registry.ts";
import type { Price } from "../harness/contract/index.ts";
import {
  BY_THE_SECOND,
  givenPriceSchema,
  machineShape,
  ownPrice,
  ownPriceSchema,
  pricingSchema,
  unknownPrice,
} from "../harness/contract/own-price.ts";
import { findPrice, hasOwnId, ID_RULE, priceIds, priceShape } from "./prices.ts";

const offerShape = {
  ...priceShape,
  billing: priceShape.billing.default(BY_THE_SECOND),
  ...machineShape,
};

const offer = z.strictObject(offerShape).superRefine((one, context) => {
  if (!hasOwnId(one)) context.addIssue({ code: "custom", path: ["id"], message: ID_RULE });
  else if (priceIds.includes(one.id)) {
    context.addIssue({ code: "custom", path: ["id"], message: `${one.id} is in the price sheet; choose another id` });
  }
});

/**
 * The long form of a pricing file: offers beside those of the price sheet, and the offer that prices each backend.
 * @param backends names of all backends
 */
function fileSchema(backends: readonly string[]) {
  return z
    .strictObject({
      offers: z.array(offer).default([]),
      backends: z.record(z.string(), givenPriceSchema),
    })
    .superRefine((file, context) => {
      const ids = file.offers.map(({ id }) => id);
      for (const [index, id] of ids.entries()) {
        if (ids.indexOf(id) < index) {
          context.addIssue({ code: "custom", path: ["offers", index, "id"], message: `${id} stands twice; keep one` });
        }
      }
      for (const [backend, id] of Object.entries(file.backends)) {
        const path = ["backends", backend];
        if (!backends.includes(backend)) {
          const message = unknownName("backend", backend, backends);
          context.addIssue({ code: "custom", path, message, params: { at: "key" } });
        } else if (typeof id === "string" && !ids.includes(id) && !priceIds.includes(id)) {
          context.addIssue({ code: "custom", path, message: unknownPrice(id, [...ids, ...priceIds]) });
        }
      }
    });
}

function keysAt(path: JsonPath): KnownKeys {
  if (path.length === 0) return { kind: "key", keys: ["offers", "backends"] };
  const priced = path[0] === "offers" ? offerShape : ownPriceSchema.shape;
  const keys = path.at(-1) === "billing" ? priceShape.billing.shape : priced;
  return { kind: "field", keys: Object.keys(keys) };
}

/**
 * Reads a pricing file: JSON with comments, what a matrix has as `pricing` or the long form that data/prices/README.md describes.
 * @param file how the messages call the file
 * @param backends names of all backends
 * @returns backend -> its offer
 * @throws ConfigError with one line per problem: file:line:column: path: what is wrong
 */
function parsePricing(text: string, file: string, backends: readonly string[]): Map<string, Price> {
  const document = readDocument(text, file);
  const isOfMatrix = backends.some((backend) => Object.hasOwn(Object(document.value), backend));
  const schema = isOfMatrix
    ? pricingSchema({ backends, prices: priceIds }).transform((given) => ({ offers: [], backends: given }))
    : fileSchema(backends);
  refuse(malformedParts(schema, document, keysAt), document, file);
  const read = schema.parse(document.value);
  const own = new Map<string, Price>(read.offers.map((one) => [one.id, one]));
  const priceOf = (backend: string, given: (typeof read.backends)[string]): Price =>
    typeof given === "string" ? (own.get(given) ?? findPrice(given)) : ownPrice(backend, given);
  return new Map(Object.entries(read.backends).map(([backend, given]) => [backend, priceOf(backend, given)]));
}

export interface PricingSources {
  /** Names of all backends. */
  readonly backends: readonly string[];
  /** How the option is called in messages, such as "--pricing". */
  readonly option: string;
  readonly readText: (file: string) => Promise<string>;
}

/**
 * What `--pricing` of report and `--prices` of run name: "onnx=aws/c8g.large/us-east-1/on-demand", or a pricing file, whose name ends in .json. Of
 * several that price one backend the last counts.
 * @throws ConfigError on anything else, unknown backends and prices among it
 */
export async function readPricing(options: readonly string[], sources: PricingSources): Promise<Map<string, Price>> {
  const prices = new Map<string, Price>();
  for (const option of options) {
    const named = option.endsWith(".json")
      ? parsePricing(await textOf(option, sources), option, sources.backends)
      : [pricedBackend(option, sources)];
    for (const [backend, price] of named) prices.set(backend, price);
  }
  return prices;
}

async function textOf(file: string, { option, readText }: PricingSources): Promise<string> {
  return readText(file).catch((cause: unknown) => {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`${option} ${file}: cannot be read; name a pricing file, or BACKEND=OFFER`, { cause });
  });
}

function pricedBackend(given: string, { backends, option }: PricingSources): readonly [string, Price] {
  const [backend = "", id, ...rest] = given.split("=");
  if (id === undefined || rest.length > 0) {
    throw new ConfigError(
      `${option} ${given}: must be BACKEND=OFFER, such as onnx=${priceIds[0]}, or a pricing file that ends in .json`,
    );
  }
  if (!backends.includes(backend)) {
    throw new ConfigError(`${option} ${given}: ${unknownName("backend", backend, backends)}`);
  }
  if (!priceIds.includes(id)) throw new ConfigError(`${option} ${given}: ${unknownPrice(id, priceIds)}`);
  return [backend, findPrice(id)];
}
