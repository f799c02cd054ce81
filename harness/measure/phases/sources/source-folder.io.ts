/** The model folder of a source that is not the reference: config.json as transformers reads it, and files of the source's own. */
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { folderBytes, writeFolder } from "../../../base/folders.io.ts";
import { readPart } from "../../../classifier/model-folder/part-file.io.ts";
import { foreign, parsePartJson } from "../../../classifier/model-folder/part-json.ts";
import { tiesOf } from "../../../classifier/model-folder/ties.ts";
import { type Mask, maskOf } from "../../../contract/masking.ts";
import { REFERENCE } from "../../../contract/model-source.ts";
import type { NameList } from "../../../contract/name-list.ts";
import { MODEL_FILES } from "../../../contract/run-files.ts";
import type { FolderChecks } from "../opened-model.ts";
import type { CompressJob, CompressReport } from "../phase-jobs.ts";
import type { SourceConfig } from "./source-config.ts";
import type { SourceTools } from "./source-tools.ts";

/** What a source writes. */
export interface SourceFolder {
  readonly labels: readonly string[];
  /** By name: all that the model is, whose bytes are its size. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Numbers that were fitted; null where nobody knows. */
  readonly parameters: number | null;
  /** Time that the cell's techniques took. */
  readonly compressWallMs: number;
}

/** Writes the folder of a cell, and weighs it. */
export async function writeSourceFolder(
  { source, experiment, tokenizer, names, modelFolder }: CompressJob,
  { labels, files, parameters, compressWallMs }: SourceFolder,
  { nowMs }: Pick<SourceTools, "nowMs">,
): Promise<CompressReport> {
  const config: SourceConfig = {
    id2label: Object.fromEntries(labels.map((label, id) => [String(id), label])),
    label2id: Object.fromEntries(labels.map((label, id) => [label, id])),
    pricewar: {
      experiment,
      source: source!.id,
      ...(tokenizer.mask && { tokenizer: { mask: tokenizer.mask } }),
      ...(names && { names }),
      ...(source!.labelMap && { labelMap: source!.labelMap }),
      ties: tiesOf(labels, files),
    },
  };
  await writeFolder(modelFolder, { ...files, [MODEL_FILES.config]: `${JSON.stringify(config, null, 2)}\n` });
  const contents = Object.values(files).map((content) => Buffer.from(content as Uint8Array));
  const zipped = await Promise.all(contents.map((content) => promisify(gzip)(content, { level: 9 })));
  return {
    compressWallMs,
    processWallMs: nowMs(),
    ...(parameters === null ? {} : { parameters }),
    modelBytes: bytesOf(contents),
    modelGzipBytes: bytesOf(zipped),
    // All that was written, a model in a subfolder of its own included.
    artifactBytes: await folderBytes(modelFolder, { recursive: true }),
  };
}

function bytesOf(contents: readonly Uint8Array[]): number {
  return contents.reduce((sum, { length }) => sum + length, 0);
}

/** What config.json says of any model of such a source. */
export interface SourceFolderFacts {
  readonly labels: readonly string[];
  /** Which of them the labels of the model's own files stand for; undefined where their names say it. */
  readonly labelMap: SourceConfig["pricewar"]["labelMap"];
  readonly threshold: SourceConfig["pricewar"]["threshold"];
  readonly mask: Mask;
  readonly names: readonly NameList[];
}

/**
 * @param checks null for a run's own folder
 * @throws RecordError on a config.json that is missing or damaged
 */
export async function readSourceFolder(folder: string, checks: FolderChecks | null): Promise<SourceFolderFacts> {
  const file = join(folder, MODEL_FILES.config);
  const written = parsePartJson(await readPart(folder, MODEL_FILES.config), file);
  const config = checks === null ? (written as unknown as SourceConfig) : checks.checkedConfig(written, file);
  const labels = Object.entries(config.id2label)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, label]) => label);
  const { labelMap, threshold, tokenizer = {}, names = [] } = config.pricewar;
  return { labels, labelMap, threshold, mask: maskOf(tokenizer), names };
}

/** The source of a model folder, as its experiment names it. @throws RecordError on a folder that pricewar did not write */
export async function sourceOfFolder(folder: string): Promise<string> {
  const file = join(folder, MODEL_FILES.config);
  const config = parsePartJson(await readPart(folder, MODEL_FILES.config), file) as Partial<SourceConfig> | null;
  if (typeof config?.pricewar !== "object" || config.pricewar === null) throw foreign(file);
  const { source = REFERENCE } = config.pricewar as Partial<SourceConfig["pricewar"]>;
  return String(source);
}
