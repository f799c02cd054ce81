/** Files of a model that is an encoder of a folder with a linear classifier behind it. */
import { basename, join } from "node:path";
import { plural } from "../../../base/counts.ts";
import type { Backend } from "../../../contract/index.ts";
import { outputCountOf } from "../../../contract/model-sizes.ts";
import type { Head } from "../../linear/head.ts";
import type { LinearModel } from "../../linear/logistic-regression.ts";
import { readPart } from "../../model-folder/part-file.io.ts";
import { damaged, parsePartJson } from "../../model-folder/part-json.ts";
import { PRETRAINED_PART } from "../../pretrained/pretrained-place.ts";
import { classifierBehind, type OpenedEncoderClassifier } from "../encoder-classifier.ts";
import { type FolderFacts, factsFile } from "../encoder-facts.io.ts";
import { type FolderEncoder, openFolderEmbedder, readFolderEncoder } from "./folder-encoder.io.ts";

const HEAD_FILE = "head.json";

/** The encoder's own files in a folder of their own, and the head beside them. */
export function folderClassifierFiles(
  { pretrained, files }: FolderEncoder,
  head: Head,
): Record<string, string | Uint8Array> {
  const { classes, columns, outputs, kernel, bias } = head;
  const own = Object.entries(files).map(([name, content]) => [`${PRETRAINED_PART}/${name}`, content] as const);
  return {
    ...Object.fromEntries(own),
    [HEAD_FILE]: JSON.stringify({ classes, columns, outputs, kernel: [...kernel], bias: [...bias] }),
    ...factsFile({ folder: basename(pretrained.path), licence: pretrained.licence }, head),
  };
}

/** @throws RecordError on a damaged head, ConfigError on a damaged encoder; BackendError */
export async function openFolderClassifier(
  path: string,
  facts: FolderFacts,
  backend: Backend,
  threads: number,
): Promise<OpenedEncoderClassifier> {
  const headFile = join(path, HEAD_FILE);
  const head = headIn(parsePartJson(await readPart(path, HEAD_FILE), headFile), facts.classes, headFile);
  const encoder = await readFolderEncoder(join(path, PRETRAINED_PART));
  const embedder = await openFolderEmbedder(encoder, backend, threads);
  if (embedder.columns !== head.columns) {
    await embedder.close();
    throw damaged(headFile, `needed a head on ${embedder.columns} columns, as the encoder gives, got ${head.columns}`);
  }
  return classifierBehind(embedder, head, facts);
}

/** @throws RecordError on anything but a linear model of so many classes */
function headIn(written: unknown, classes: number, file: string): LinearModel {
  const { columns, outputs, kernel, bias } = (written ?? {}) as Partial<Record<keyof LinearModel, unknown>>;
  const needed = outputCountOf(classes);
  const isModel =
    outputs === needed &&
    typeof columns === "number" &&
    Number.isInteger(columns) &&
    columns > 0 &&
    areNumbers(kernel, needed * columns) &&
    areNumbers(bias, needed);
  if (!isModel)
    throw damaged(
      file,
      `must be a linear model with ${plural(needed, "output")}, kernel [outputs, columns] and bias [outputs]`,
    );
  return { classes, columns, outputs: needed, kernel: Float64Array.from(kernel), bias: Float64Array.from(bias) };
}

function areNumbers(value: unknown, count: number): value is number[] {
  return Array.isArray(value) && value.length === count && value.every((one) => typeof one === "number");
}
