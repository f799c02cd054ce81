import * as z from "zod";
import { canonicalJson, type Json } from "../../base/canonical-json.ts";
import type { DeepReadonly } from "../../base/deep-readonly.ts";
import { problemsOf } from "../../base/documents/issues.ts";
import { pathText, shown } from "../../base/documents/problems.ts";
import { modelSpecSchema, pluginSchema, tokenizerSchema } from "../../contract/experiment-schema.ts";
import { OOV_ID, OOV_TOKEN } from "../../contract/index.ts";
import { nameListSchema } from "../../contract/name-list.ts";
import { MODEL_FILES } from "../../contract/run-files.ts";
import { modelFormat } from "../model-file/model-format.ts";
import { damaged, foreign, parsePartJson } from "./part-json.ts";
import { tiesSchema } from "./ties-schema.ts";
import { vocabularyOf } from "./tokenizer-json.ts";

const modelConfig = z.object({
  /**
   * transformers in JavaScript calls only models of types that it knows. "bert" is the plain one: ids in, logits out, and
   * the rest is the graph's. Folders without a graph for it, such as onnx/model_quantized.onnx, have the other.
   */
  model_type: z.enum(["bert", "pricewar-text-classifier"]),
  id2label: z.record(z.string(), z.string()),
  label2id: z.record(z.string(), z.int()),
  pricewar: z.object({
    experiment: z.string(),
    model: modelSpecSchema,
    tokenizer: tokenizerSchema,
    /** The names that the mask names, by hash; absent if it names none. */
    names: z.array(nameListSchema).exactOptional(),
    /** Where the words are: tokenizer.json, or vocabulary.json with the reason in `tokenizerNote`. */
    tokenizerFile: z.enum([MODEL_FILES.tokenizer, MODEL_FILES.vocabulary]),
    tokenizerNote: z.string().exactOptional(),
    /** From which probability a text is given the label `positive`, if it is not one half. */
    threshold: z.object({ positive: z.int().min(0).max(1), from: z.number() }).exactOptional(),
    /** What was done to the model after training, in order. */
    applied: z.array(pluginSchema),
    /** Absent in folders of older versions. */
    ties: tiesSchema.exactOptional(),
  }),
});

/** config.json: id2label and label2id as transformers reads them, all else under `pricewar`. */
export type ModelConfig = DeepReadonly<z.output<typeof modelConfig>>;

const vocabulary = z.array(z.string());
/** Checked by hand: z.record takes twice as long for ten thousand words as reading them does. */
const ids = z.custom<Record<string, number>>(isIds, {
  error: "must be an object of words with their ids, which count from 0 without a gap",
});
const tokenizer = z.object({ model: z.object({ vocab: ids }) });

/** The words of a vocabulary.json, by id, or those of a tokenizer.json with their ids. */
export type WordsFile = DeepReadonly<z.output<typeof vocabulary> | z.output<typeof tokenizer>>;

/** Ids in a message. */
const MOST_SHOWN = 20;

function isIds(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const seen = new Set(Object.values(value));
  const count = Object.keys(value).length;
  return seen.size === count && [...seen].every((id) => Number.isInteger(id) && id >= 0 && id < count);
}

/** @throws RecordError: file: field: what was needed, what came; or that the folder is not pricewar's */
export function parseModelConfig(text: string, file: string): ModelConfig {
  const value = parsePartJson(text, file);
  if (typeof value === "object" && value !== null && !("pricewar" in value)) throw foreign(file);
  const config = checkPart(value, file, modelConfig) as ModelConfig;
  const { classes } = config.pricewar.model;
  const ids = Object.keys(config.id2label)
    .map(Number)
    .sort((a, b) => a - b);
  if (ids.length !== classes || ids.some((id, index) => id !== index)) {
    throw damaged(
      file,
      `id2label: must have the ids 0 to ${classes - 1} of pricewar.model.classes, got ${ids.slice(0, MOST_SHOWN).join(", ")}`,
    );
  }
  refuseUnlikeLabels(config, file);
  return config;
}

/** What every model folder's config.json says of its labels. */
interface LabelsConfig extends Pick<ModelConfig, "id2label" | "label2id"> {
  readonly pricewar: Pick<ModelConfig["pricewar"], "threshold">;
}

/**
 * The two maps of labels must say the same, and a threshold be between two of them.
 * @throws RecordError naming the first label that they place differently
 */
export function refuseUnlikeLabels({ id2label, label2id, pricewar }: LabelsConfig, file: string): void {
  const ids = new Map(Object.entries(label2id));
  for (const [id, label] of Object.entries(id2label)) {
    if (ids.get(label) === Number(id)) continue;
    const found = ids.get(label);
    throw damaged(
      file,
      `label2id: must place ${shown(label)} at ${id} as id2label does, got ${found ?? "no such label"}`,
    );
  }
  const classes = Object.keys(id2label).length;
  if (ids.size !== classes) throw damaged(file, "label2id: must have the labels of id2label alone");
  if (pricewar.threshold !== undefined && classes !== 2)
    throw damaged(file, `pricewar.threshold: must be of two classes, there are ${classes}`);
}

/**
 * The model must be the one that the settings are of.
 * @param model how messages call its file
 * @throws RecordError on other sizes, or on anything but a model of pricewar
 */
export function checkModel(modelOnnx: Uint8Array, { pricewar }: ModelConfig, model: string): void {
  const { spec } = modelFormat.read(modelOnnx);
  if (canonicalJson(spec) === canonicalJson(pricewar.model)) return;
  throw damaged(model, `it is a model of other sizes than pricewar.model in ${MODEL_FILES.config}`);
}

/** @throws RecordError: file: field: what was needed, what came */
export function parseWords(text: string, file: string): WordsFile {
  const schema = text.trimStart().startsWith("[") ? vocabulary : tokenizer;
  const value = checkPart(parsePartJson(text, file), file, schema) as WordsFile;
  const words = "model" in value ? vocabularyOf(value) : value;
  if (words[OOV_ID] !== OOV_TOKEN) {
    throw damaged(
      file,
      `padding and "${OOV_TOKEN}" must be its first two words, got ${shown(words[OOV_ID] ?? null)} at id ${OOV_ID}`,
    );
  }
  if (new Set(words).size !== words.length) throw damaged(file, "it holds a word twice");
  return value;
}

/** @throws RecordError: file: field: what was needed, what came */
export function checkPart(value: Json, file: string, schema: z.ZodType): Json {
  const issue = schema.safeParse(value).error?.issues[0];
  if (issue === undefined) return value;
  const { path, message } = problemsOf(issue, value, () => ({ kind: "key", keys: [] }))[0]!;
  throw damaged(file, `${path.length === 0 ? "" : `${pathText(path)}: `}${message}`);
}
