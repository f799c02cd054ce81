import { join } from "node:path";
import { replaceSealed, writeFolder } from "../../base/folders.io.ts";
import type { EncoderOptions, ModelFormat, Quality, TextEncoder, TrainedModel } from "../../contract/index.ts";
import { bigramRows } from "../../contract/model-sizes.ts";
import { MODEL_FILES } from "../../contract/run-files.ts";
import { createTextEncoder } from "../text/encoder.ts";
import type { ModelConfig, WordsFile } from "./model-config.ts";
import { readPart, readPartBytes } from "./part-file.io.ts";
import { damaged, parsePartJson } from "./part-json.ts";
import { tiesOf } from "./ties.ts";
import { tokenizerConfig } from "./tokenizer-config.ts";
import { beyondTokenizerJson, tokenizerJson, vocabularyOf } from "./tokenizer-json.ts";

/** Lets transformers in JavaScript ask for the same file in Node as in browsers, by the type of number that its name stands for there. */
const TRANSFORMERS_JS = { "transformers.js_config": { dtype: "q8" } } as const;

/** Writes a model folder in the layout of Hugging Face and transformers.js. */
export async function writeModelFolder(
  folder: string,
  model: TrainedModel,
  format: ModelFormat,
  experiment: string,
): Promise<void> {
  const note = beyondTokenizerJson(model);
  const tokenizerFile = note === null ? MODEL_FILES.tokenizer : MODEL_FILES.vocabulary;
  const read = {
    [MODEL_FILES.model]: format.write(model),
    [tokenizerFile]: JSON.stringify(note === null ? tokenizerJson(model) : model.vocabulary),
  };
  const config: ModelConfig = {
    model_type: note === null ? "bert" : "pricewar-text-classifier",
    id2label: Object.fromEntries(model.labels.map((label, id) => [String(id), label])),
    label2id: Object.fromEntries(model.labels.map((label, id) => [label, id])),
    pricewar: {
      experiment,
      model: model.spec,
      tokenizer: model.tokenizer,
      ...(model.names && { names: model.names }),
      tokenizerFile,
      ...(note === null ? {} : { tokenizerNote: note }),
      applied: model.applied,
      ties: tiesOf(model.labels, read),
    },
    ...(note === null ? TRANSFORMERS_JS : {}),
  };
  await writeFolder(folder, {
    ...read,
    [MODEL_FILES.config]: jsonText(config),
    ...(note === null
      ? {
          [MODEL_FILES.tokenizerConfig]: jsonText(tokenizerConfig(model)),
          [MODEL_FILES.transformersModel]: format.writeForTransformers(model),
        }
      : {}),
  });
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Adds the decision threshold, if it has one, to the config.json of a folder of any source, for whoever answers with it. */
export async function keepThreshold(
  folder: string,
  { threshold, positive }: Pick<Quality, "threshold" | "positive">,
): Promise<void> {
  if (threshold === undefined) return;
  const text = await readPart(folder, MODEL_FILES.config);
  const { pricewar, ...config } = parsePartJson(text, join(folder, MODEL_FILES.config)) as unknown as ModelConfig;
  const decided = { ...config, pricewar: { ...pricewar, threshold: { positive: positive ?? 1, from: threshold } } };
  await replaceSealed(folder, MODEL_FILES.config, jsonText(decided));
}

export interface ModelFolder {
  readonly modelOnnx: Uint8Array;
  readonly config: ModelConfig;
  readonly labels: readonly string[];
  readonly encoder: TextEncoder;
  /** What the encoder was made of. */
  readonly encoderOptions: EncoderOptions;
}

/** How the JSON of a folder is parsed. */
export interface ModelFolderParsers {
  parseModelConfig(text: string, file: string): ModelConfig;
  parseWords(text: string, file: string): WordsFile;
  checkModel(modelOnnx: Uint8Array, config: ModelConfig, file: string): void;
}

/** For a folder of the run's own: the schemas of model-config.ts would be part of every cold start and memory figure. */
const UNCHECKED: ModelFolderParsers = {
  parseModelConfig: (text, file) => parsePartJson(text, file) as unknown as ModelConfig,
  parseWords: (text, file) => parsePartJson(text, file) as unknown as WordsFile,
  checkModel: () => undefined,
};

/**
 * Opens a folder that `writeModelFolder` wrote.
 * @param parsers those of model-config.ts check every field, for a folder that may come from anywhere
 * @throws RecordError naming the file that is missing or damaged
 */
export async function readModelFolder(folder: string, parsers: ModelFolderParsers = UNCHECKED): Promise<ModelFolder> {
  const { parseModelConfig, parseWords, checkModel } = parsers;
  const config = parseModelConfig(await readPart(folder, MODEL_FILES.config), join(folder, MODEL_FILES.config));
  const { tokenizer, tokenizerFile, model } = config.pricewar;
  const words = parseWords(await readPart(folder, tokenizerFile), join(folder, tokenizerFile));
  const vocabulary = "model" in words ? vocabularyOf(words) : words;
  if (vocabulary.length > model.vocabulary) {
    throw damaged(
      join(folder, tokenizerFile),
      `it holds ${vocabulary.length} words, and the model has rows for ${model.vocabulary}`,
    );
  }
  const labels = Object.entries(config.id2label)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, label]) => label);
  const { segmenter, unknownWords } = tokenizer;
  const bigrams = bigramRows(model);
  const { maxLength, keep } = model;
  const encoderOptions = { vocabulary, segmenter, unknownWords, maxLength, keep, bigrams };
  const encoder = encoderOf(encoderOptions, folder);
  const modelOnnx = await readPartBytes(folder, MODEL_FILES.model);
  checkModel(modelOnnx, config, join(folder, MODEL_FILES.model));
  return { modelOnnx, config, labels, encoder, encoderOptions };
}

/** @throws RecordError on settings that no encoder has */
function encoderOf(settings: EncoderOptions, folder: string): TextEncoder {
  try {
    return createTextEncoder(settings);
  } catch (cause) {
    if (cause instanceof RangeError) throw damaged(folder, cause.message, cause);
    throw cause;
  }
}
