import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findStored } from "../../harness/base/at-rest/stored.io.ts";
import { ConfigError } from "../../harness/base/errors.ts";
import { refusalOf } from "../../harness/base/file-refusals.ts";
import { printableName } from "../../harness/base/printable.ts";
import { forShell } from "../../harness/base/shell.ts";
import type { Answer } from "../../harness/classifier/answers.ts";
import { THROUGHPUT_BATCH } from "../../harness/contract/measuring.ts";
import { RUN_FILES } from "../../harness/contract/run-files.ts";
import { conditionName } from "../../reports/words/conditions.ts";
import { clipped } from "../../reports/words/one-line.ts";
import { modelsOfRun } from "../../reports/write.io.ts";
import { holdIdentity } from "../encryption/identities.io.ts";
import { placeNamed } from "../named-run.io.ts";
import { openModel } from "../open-model.io.ts";
import { note, print, printJson } from "../print.ts";
import { utf8Text } from "../read-text.io.ts";

interface Options {
  /** File with the secret key of an encrypted run. */
  readonly identity?: string;
  readonly model: string;
  readonly file?: string;
  readonly json: boolean;
  readonly backend: string;
  readonly threads: number;
}

/** Characters of a text beside its answer. */
const LONGEST_SHOWN = 60;

/** Classifies the given texts, then those of the file, and prints one line per text. */
export async function predict(given: string[], options: Options): Promise<void> {
  const texts = [...given, ...(options.file === undefined ? [] : await readTexts(options.file))];
  if (texts.length === 0) throw new ConfigError("no text to classify: give one in quotes, or --file texts.txt");
  await holdIdentity(options.identity);
  const folder = await placeNamed(options.model);
  if ((await findStored(join(folder, RUN_FILES.plan))) !== null) throw await isRunFolder(folder);
  const model = await openModel(folder, options);
  try {
    const { labels, threshold } = model;
    if (threshold !== undefined) {
      note(
        `${printableName(labels[threshold.positive]!)} is the answer from a probability of ${threshold.from.toPrecision(4)} on`,
      );
    }
    for (let start = 0; start < texts.length; start += THROUGHPUT_BATCH) {
      const batch = texts.slice(start, start + THROUGHPUT_BATCH);
      (await model.answer(batch)).forEach((answer, row) => {
        const text = batch[row]!;
        const { label, probabilities } = answer;
        if (options.json) printJson({ text, label, probabilities: Object.fromEntries(probabilities) });
        else print(answerLine(text, answer));
      });
    }
  } finally {
    await model.close();
  }
}

/** Says which of its models to name. */
async function isRunFolder(folder: string): Promise<ConfigError> {
  const models = await modelsOfRun(folder);
  const ofAnswers = models.map(
    ({ condition, label, seed, folder: own }) =>
      `that of its answer${condition === null ? "" : ` for ${conditionName(condition)}`}, ${label} with seed ${seed}, is --model ${forShell(own)}`,
  );
  const wayOut =
    ofAnswers.length === 0 ? `name one of those in ${join(folder, RUN_FILES.cells)}` : ofAnswers.join("; ");
  return new ConfigError(`${folder} is a run folder, which holds several models; ${wayOut}`);
}

function answerLine(text: string, { label, probabilities }: Answer): string {
  const each = probabilities.map(([name, p]) => `${printableName(name)} ${p.toFixed(4)}`);
  return `${printableName(label)}\t${each.join("  ")}\t${printableName(clipped(text, LONGEST_SHOWN))}`;
}

/** One text per line, blank lines included, so that answer n belongs to line n. */
async function readTexts(file: string): Promise<string[]> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new ConfigError(
      `--file ${file}: cannot be read (${refusalOf(cause)}); name a text file with one text per line`,
      {
        cause,
      },
    );
  });
  const lines = utf8Text(bytes, `--file ${file}`).split(/\r?\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
