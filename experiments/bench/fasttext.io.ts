import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Dataset } from "../../harness/contract/index.ts";
import { fasttextLine } from "./fasttext-line.ts";
import type { Measurement } from "./measurement.ts";
import { BENCH_MODEL } from "./model.ts";
import { PEERS } from "./peers.ts";
import { runPeer } from "./run-program.io.ts";
import { SideFailed } from "./side-failed.ts";
import { COUNTED_PASSES, type SteadyPass, steadyPass } from "./steady-pass.ts";

const TRAINING_TEXTS = 20_000;

export interface FasttextFiles {
  readonly model: string;
  /** The texts to predict, once. */
  readonly once: string;
  /** The same texts 1 + COUNTED_PASSES times. */
  readonly often: string;
}

/** Trains fastText on the dataset's training texts and writes the files for the timing. @throws SideFailed */
export async function prepareFasttext(
  folder: string,
  dataset: Dataset,
  texts: readonly string[],
): Promise<FasttextFiles> {
  const { model } = await trainFasttext(folder, await labeledLines(dataset), {
    dim: BENCH_MODEL.embedding,
    thread: 1,
  });
  return fasttextFiles(
    folder,
    model,
    texts.map((text) => `${fasttextLine(text)}\n`),
  );
}

/** Writes the texts that a model is timed with. @param lines one for each text */
export async function fasttextFiles(folder: string, model: string, lines: readonly string[]): Promise<FasttextFiles> {
  const [once, often] = [join(folder, "fasttext.once"), join(folder, "fasttext.often")];
  const pass = lines.join("");
  await writeFile(once, pass);
  await writeFile(often, Array<string>(1 + COUNTED_PASSES).fill(pass));
  return { model, once, often };
}

/**
 * Trains fastText in a process of its own.
 * @param lines with a label before each text
 * @returns the model's file, and the wall time of the whole process
 * @throws SideFailed
 */
export async function trainFasttext(
  folder: string,
  lines: readonly string[],
  settings: Readonly<Record<string, number>>,
): Promise<{ readonly model: string; readonly wallMs: number }> {
  const file = (name: string) => join(folder, `fasttext.${name}`);
  await writeFile(file("train"), lines.join(""));
  const flags = { input: file("train"), output: file("model"), ...settings, verbose: 0 };
  const args = Object.entries(flags).flatMap(([name, value]) => [`-${name}`, String(value)]);
  const ended = await runPeer(PEERS.fasttext.program, ["supervised", ...args]);
  if (ended?.exitCode !== 0) throw new SideFailed("fasttext supervised did not train");
  return { model: `${file("model")}.bin`, wallMs: ended.wallMs };
}

/** Times one pass over the texts in the steady state, without process start and loading the model. @throws SideFailed */
export async function timeFasttext({ model, once, often }: FasttextFiles): Promise<SteadyPass> {
  const onceMs = await predictMs(model, once);
  const steady = steadyPass(onceMs, await predictMs(model, often));
  if (steady === null) throw new SideFailed("more texts took no longer to predict: the machine is too busy to measure");
  return steady;
}

/** The same as a side of a benchmark. */
export async function measureFasttext(files: FasttextFiles): Promise<Measurement> {
  const { passMs, startupMs } = await timeFasttext(files);
  return { medianMs: passMs, startupMs, by: "fasttext" };
}

async function labeledLines(dataset: Dataset): Promise<string[]> {
  const lines: string[] = [];
  for await (const { text, label } of dataset.rows("train")) {
    lines.push(`__label__${label} ${fasttextLine(text)}\n`);
    if (lines.length === TRAINING_TEXTS) break;
  }
  return lines;
}

/** Wall time of the whole process; its output is discarded, so that no pipe slows it down. */
async function predictMs(model: string, file: string): Promise<number> {
  const ended = await runPeer(PEERS.fasttext.program, ["predict", model, file], "ignored");
  if (ended === null) throw new SideFailed("fasttext cannot be started");
  if (ended.exitCode === 0) return ended.wallMs;
  throw new SideFailed(
    `fasttext predict ended with ${ended.exitCode === null ? "a signal" : `exit code ${ended.exitCode}`}`,
  );
}
