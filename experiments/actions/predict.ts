import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { backends } from "../../backends/registry.ts";
import { ConfigError, RecordError } from "../../harness/base/errors.ts";
import { exists } from "../../harness/base/files.io.ts";
import { printableName } from "../../harness/base/printable.ts";
import { hasBrokenSeal, SEAL } from "../../harness/base/seal.io.ts";
import { forShell } from "../../harness/base/shell.ts";
import { type ModelConfig, parseModelConfig, parseWords } from "../../harness/classifier/model-folder/model-config.ts";
import { readModelFolder } from "../../harness/classifier/model-folder/model-folder.io.ts";
import { answerTexts } from "../../harness/classifier/text/answer-texts.ts";
import { labelsAbove } from "../../harness/classifier/threshold.ts";
import { THROUGHPUT_BATCH } from "../../harness/contract/measuring.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { clipped } from "../../reports/words/one-line.ts";
import { modelOfRun } from "../../reports/write.io.ts";
import { note, print, printJson } from "../print.ts";

interface Options {
  readonly model: string;
  readonly file?: string;
  readonly json: boolean;
  readonly backend: string;
}

/** Characters of a text beside its answer. */
const LONGEST_SHOWN = 60;

/** Classifies the given texts, then those of the file, and prints one line per text. */
export async function predict(given: string[], options: Options): Promise<void> {
  const texts = [...given, ...(options.file === undefined ? [] : await readTexts(options.file))];
  if (texts.length === 0) throw new ConfigError("no text to classify: give one in quotes, or --file texts.txt");
  if (await exists(join(options.model, RUN_FILES.plan))) throw await isRunFolder(options.model);
  const folder = await readModelFolder(options.model, { parseModelConfig, parseWords });
  const { modelOnnx, labels, encoder, encoderOptions, config } = folder;
  if (await hasBrokenSeal(options.model)) {
    throw new RecordError(
      `${options.model} is damaged: its files do not match its ${SEAL}; run its cell again, or remove ${SEAL} to use the folder as it is`,
    );
  }
  const { threshold } = config.pricewar;
  if (threshold !== undefined) {
    note(
      `${printableName(labels[threshold.positive]!)} is the answer from a probability of ${threshold.from.toPrecision(4)} on`,
    );
  }
  const session = await (await backends.load(options.backend)).open(modelOnnx, { threads: 1, texts: encoderOptions });
  const answer = answerTexts(session, encoder.encode);
  try {
    for (let start = 0; start < texts.length; start += THROUGHPUT_BATCH) {
      const batch = texts.slice(start, start + THROUGHPUT_BATCH);
      const probabilities = probabilitiesOf(await answer(batch), batch.length);
      batch.forEach((text, row) => {
        const answered = answerOf(text, labels, probabilities[row]!, threshold);
        if (options.json) printJson({ ...answered, probabilities: Object.fromEntries(answered.probabilities) });
        else print(answerLine(answered));
      });
    }
  } finally {
    await session.close();
  }
}

/** Says which of its models to name. */
async function isRunFolder(folder: string): Promise<ConfigError> {
  const model = await modelOfRun(folder);
  const wayOut =
    model === null
      ? `name one of those in ${join(folder, RUN_FILES.cells)}`
      : `that of its answer, ${model.label} with seed ${model.seed}, is --model ${forShell(model.folder)}`;
  return new ConfigError(`${folder} is a run folder, which holds several models; ${wayOut}`);
}

interface Answered {
  readonly text: string;
  readonly label: string;
  /** In the order of the labels. */
  readonly probabilities: readonly (readonly [label: string, probability: number])[];
}

/** @param threshold undefined for the most probable label */
function answerOf(
  text: string,
  labels: readonly string[],
  probabilities: readonly number[],
  threshold: ModelConfig["pricewar"]["threshold"],
): Answered {
  const byLabel = labels.map((label, index) => [label, probabilities[index]!] as const);
  const label =
    threshold === undefined
      ? byLabel.reduce((top, entry) => (entry[1] > top[1] ? entry : top))[0]
      : labels[labelsAbove([probabilities[1]!], threshold.from, threshold.positive)[0]!]!;
  return { text, label, probabilities: byLabel };
}

function answerLine({ text, label, probabilities }: Answered): string {
  const each = probabilities.map(([name, p]) => `${printableName(name)} ${p.toFixed(4)}`);
  return `${printableName(label)}\t${each.join("  ")}\t${printableName(clipped(text, LONGEST_SHOWN))}`;
}

/** Per text, the probability of each label. With two classes the model gives only that of the second. */
function probabilitiesOf(outputs: Float32Array, rows: number): number[][] {
  const outputCount = outputs.length / rows;
  return Array.from({ length: rows }, (_, row) => {
    const own = [...outputs.subarray(row * outputCount, (row + 1) * outputCount)];
    return outputCount === 1 ? [1 - own[0]!, own[0]!] : own;
  });
}

/** One text per line, blank lines included, so that answer n belongs to line n. */
async function readTexts(file: string): Promise<string[]> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigError(`--file ${file}: cannot be read (${cause.code}); name a text file with one text per line`, {
      cause,
    });
  });
  let content: string;
  try {
    content = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ConfigError(`--file ${file}: is not UTF-8; convert it first`, { cause });
  }
  const lines = content.split(/\r?\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
