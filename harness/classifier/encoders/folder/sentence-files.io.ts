import { join, posix } from "node:path";
import type * as z from "zod";
import { BYTES_PER_MIB } from "../../../base/conversions.ts";
import { openClosedFolder } from "../../pretrained/closed-folder.io.ts";
import { inFile } from "../../pretrained/pretrained.io.ts";
import { readJson, unusable } from "../../pretrained/unusable.ts";
import type { TokenPooling } from "./pool.ts";
import {
  moduleName,
  poolingOf,
  poolingSettings,
  refuseOtherModules,
  sentenceModules,
  type TransformerSettings,
  transformerSettings,
} from "./sentence-settings.ts";

/** Files of a few lines. */
const MOST_BYTES = BYTES_PER_MIB;
/** Where modules.json puts the pooling, and where it is looked for without that. */
const POOLING_FOLDER = "1_Pooling";
/** What the settings of the transformer are called: first today's name, then those that sentence-transformers gave them by the kind of model, and still reads. */
const TRANSFORMER_FILES = ["bert", "roberta", "distilbert", "camembert", "albert", "xlm-roberta", "xlnet"].map(
  (model) => `sentence_${model}_config.json`,
);

/** What a folder says of a text's vector, as sentence-transformers lays it out. */
export interface SentenceFiles {
  /** Not read where the graph's output is one vector a text. */
  readonly pooling: TokenPooling;
  /** Whether vectors are divided by their length at the end. */
  readonly isNormalized: boolean;
  readonly transformer: TransformerSettings;
  /** The files that were read, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Reads modules.json, the pooling's config.json and the transformer's sentence_bert_config.json, whichever are there, and nothing outside of
 * the folder.
 * @param isPooled whether the graph itself gives one vector a text, so that its pooling and other modules are inside
 * @throws ConfigError on a file that is damaged, or asks for what pricewar does not do
 */
export async function readSentenceFiles(path: string, isPooled: boolean): Promise<SentenceFiles> {
  const folder = await openClosedFolder(path);
  const files: Record<string, string> = {};
  const read = async <S extends z.ZodType>(name: string, schema: S): Promise<z.output<S> | null> => {
    const text = (await folder.read(name, MOST_BYTES))?.toString("utf8");
    if (text === undefined) return null;
    files[name] = text;
    return readJson(text, join(path, name), schema);
  };
  const modules = await read("modules.json", sentenceModules);
  const readFirst = async <S extends z.ZodType>(names: readonly string[], schema: S) => {
    for (const name of names) {
      const found = await read(name, schema);
      if (found !== null) return found;
    }
    return null;
  };
  const own = modules?.[0]?.path ?? "";
  const places = [...new Set([own, ""])].flatMap((place) => TRANSFORMER_FILES.map((name) => posix.join(place, name)));
  const transformer = (await readFirst(places, transformerSettings)) ?? {};
  const isNormalized = modules !== null && moduleName(modules.at(-1)!) === "Normalize";
  if (isPooled) return { pooling: "mean", isNormalized, transformer, files };
  if (modules !== null) inFile(join(path, "modules.json"), () => refuseOtherModules(modules));
  const named = modules?.find((module) => moduleName(module) === "Pooling");
  const name = posix.join(named?.path ?? POOLING_FOLDER, "config.json");
  const settings = await read(name, poolingSettings);
  if (settings === null && named !== undefined) {
    throw unusable(path, `${name} is missing, where modules.json has the pooling; download the model's folder again`);
  }
  const pooling = settings === null ? "mean" : inFile(join(path, name), () => poolingOf(settings));
  return { pooling, isNormalized, transformer, files };
}
