import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mean } from "simple-statistics";
import { MS_PER_SECOND } from "../../harness/base/conversions.ts";
import { rowBits } from "../../harness/base/statistics/correct-rows.ts";
import type { LabelledRows, TextsCorpus } from "../../harness/measure/phases/raw-corpus-files.io.ts";
import { fasttextFiles, timeFasttext, trainFasttext } from "../bench/fasttext.io.ts";
import { fasttextLine } from "../bench/fasttext-line.ts";
import { PEERS } from "../bench/peers.ts";
import { runPeer } from "../bench/run-program.io.ts";
import { SideFailed } from "../bench/side-failed.ts";
import type { SteadyPass } from "../bench/steady-pass.ts";
import type { MarkFigures } from "./mark-figures.ts";

/** The settings of its authors for text of this kind, with the width of the reference's embedding. */
const FLAGS = { dim: 16, epoch: 5, lr: 0.5, thread: 1 } as const;
/** Each is two processes, of which the second answers the texts many times. */
const TIMINGS = 2;
const MOST_TIMED_TEXTS = 2000;

export const FASTTEXT_SETTINGS = Object.entries(FLAGS)
  .map(([flag, value]) => `-${flag} ${value}`)
  .join(" ");

/** Trains fastText on a corpus' training rows, and times its answers to the test rows. @throws SideFailed */
export async function measureFasttextMark({ train, test }: TextsCorpus): Promise<MarkFigures> {
  const folder = await mkdtemp(join(tmpdir(), "pricewar-fasttext-"));
  try {
    const trained = await trainFasttext(folder, labelledLines(train), FLAGS);
    const lines = linesOf(test);
    const correct = await answeredRightly(trained.model, join(folder, "all"), lines, test.labels);
    const timed = lines.slice(0, MOST_TIMED_TEXTS);
    const files = await fasttextFiles(folder, trained.model, timed);
    const timings: SteadyPass[] = [];
    for (let timing = 0; timing < TIMINGS; timing += 1) timings.push(await timeFasttext(files));
    const rates = timings.map(({ passMs }) => (timed.length / passMs) * MS_PER_SECOND).sort((a, b) => a - b);
    return {
      library: `fasttext ${FASTTEXT_SETTINGS}`,
      accuracy: mean([...correct]),
      testRows: correct.length,
      correct: rowBits(correct),
      trainingRows: train.texts.count,
      trainWallMs: trained.wallMs,
      textsPerSecond: mean(rates),
      textsPerSecondRange: [rates[0]!, rates.at(-1)!],
      coldStartMs: Math.min(...timings.map(({ startupMs }) => startupMs)),
      peakRssBytes: null,
      modelBytes: (await stat(trained.model)).size,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** 1 where the predicted label is the row's. */
async function answeredRightly(
  model: string,
  file: string,
  lines: readonly string[],
  labels: Uint16Array,
): Promise<Uint8Array> {
  await writeFile(file, lines.join(""));
  const ended = await runPeer(PEERS.fasttext.program, ["predict", model, file]);
  const answers = ended?.exitCode === 0 ? ended.stdout.split("\n") : [];
  if (answers.length !== labels.length) {
    throw new SideFailed(`fasttext predict gave ${answers.length} answers to ${labels.length} texts`);
  }
  return Uint8Array.from(labels, (label, row) => (answers[row] === `__label__${label}` ? 1 : 0));
}

function labelledLines(rows: LabelledRows): string[] {
  return linesOf(rows).map((line, row) => `__label__${rows.labels[row]} ${line}`);
}

function linesOf({ texts }: LabelledRows): string[] {
  return texts.slice(0, texts.count).map((text) => `${fasttextLine(text)}\n`);
}
