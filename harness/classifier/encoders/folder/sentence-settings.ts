import * as z from "zod";
import { canonicalJson } from "../../../base/canonical-json.ts";
import { ConfigError } from "../../../base/errors.ts";
import type { TokenPooling } from "./pool.ts";

/** What is read of modules.json of sentence-transformers: the parts of a model in their order. */
export const sentenceModules = z.array(z.looseObject({ type: z.string(), path: z.string() })).min(1);
export type SentenceModules = z.output<typeof sentenceModules>;

/** What is read of sentence_bert_config.json. */
export const transformerSettings = z.looseObject({
  max_seq_length: z.int().positive().nullish(),
  do_lower_case: z.boolean().nullish(),
});
export type TransformerSettings = z.output<typeof transformerSettings>;

/** What is read of the config.json of a pooling: flags such as pooling_mode_mean_tokens or, in later versions, a name or several. */
export const poolingSettings = z.looseObject({
  pooling_mode: z.union([z.string(), z.array(z.string()).min(1)]).nullish(),
});
export type PoolingSettings = z.output<typeof poolingSettings>;

const FLAG = "pooling_mode_";
/** By the names of sentence-transformers' modes, those of flags and the later ones. */
const POOLINGS: Readonly<Record<string, TokenPooling>> = {
  mean: "mean",
  mean_tokens: "mean",
  cls: "first",
  cls_token: "first",
};

/** The last part of a module's type, such as "sentence_transformers.models.Pooling". */
export function moduleName({ type }: SentenceModules[number]): string {
  return type.slice(type.lastIndexOf(".") + 1);
}

/** The only pooling that a folder asks for; by default sentence-transformers takes the mean. @throws ConfigError naming one that we do not do */
export function poolingOf(settings: PoolingSettings): TokenPooling {
  const { pooling_mode: named } = settings;
  const flags = Object.entries(settings).filter(([key, value]) => key.startsWith(FLAG) && typeof value === "boolean");
  const asked =
    named == null ? flags.filter(([, isOn]) => isOn === true).map(([key]) => key.slice(FLAG.length)) : [named].flat();
  if (named == null && flags.length === 0) return "mean";
  const known = "pricewar takes the mean of a text's tokens or the first one; use a model with one of these";
  if (asked.length === 0) throw new ConfigError(`turns every pooling off, and ${known}`);
  const other = asked.find((mode) => !Object.hasOwn(POOLINGS, mode));
  if (other !== undefined) throw new ConfigError(`asks for the pooling ${canonicalJson(other)}, and ${known}`);
  if (asked.length > 1) throw new ConfigError(`puts the poolings ${asked.join(" and ")} side by side, and ${known}`);
  return POOLINGS[asked[0]!]!;
}

/** What follows a transformer, in this order and each once at most, for pricewar to do it. */
const AFTER = ["Pooling", "Normalize"];

/** @throws ConfigError naming a module that is none of those which pricewar does behind a graph, or the pooling where it is missing */
export function refuseOtherModules(modules: SentenceModules): void {
  const [first, ...others] = modules.map(moduleName);
  const stray = first === "Transformer" ? others.find((name, at) => !isNext(name, others[at - 1])) : first;
  if (stray === undefined && others.includes("Pooling")) return;
  const problem = stray === undefined ? "has no module Pooling" : `has the module ${canonicalJson(stray)}`;
  throw new ConfigError(
    `${problem}, and pricewar does Transformer, ${AFTER.join(", ")}, in this order; export it with all of them inside the graph, as its output sentence_embedding (optimum-cli export onnx --library sentence_transformers)`,
  );
}

function isNext(name: string, before: string | undefined): boolean {
  return AFTER.indexOf(name) > (before === undefined ? -1 : AFTER.indexOf(before));
}
