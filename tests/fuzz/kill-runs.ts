/**
 * `npm run fuzz:kill [KILLS] [SEED]`: kills a run of two trainings and six cells at random moments, each time in a new folder,
 * lets the same command finish it, and compares what is there with an undisturbed run's. Not part of the tests: 40 kills
 * take a quarter of an hour.
 */
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { randomStream } from "../../harness/base/random/mt19937.ts";
import { recordsIn, samplesIn } from "../../harness/contract/index.ts";
import { readRunLines } from "../../harness/contract/run-folder.io.ts";
import { pricewar, startPricewar } from "../fixtures/pricewar.ts";

const [kills = 40, seed = 1] = process.argv.slice(2).map(Number);
const MATRIX = {
  name: "killed",
  base: {
    dataset: "synthetic:rows=200,classes=2,words=200,length=10,seed=1",
    model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4] },
    epochs: 2,
  },
  axes: { quantization: ["float32", "float16", "int8-rows"], batchSize: [16, 32] },
  baseline: { quantization: "float32", batchSize: 16 },
};
const ARGS = ["run", "matrix.json", "--rounds", "1"];
const LEFTOVER = /\.(tmp|old|damaged|try)$|^run\.(lock\.)?\d+/;

/** A folder with the matrix, whose runs share nothing with those of others. */
async function newPlace(): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), "pricewar-kill-"));
  await writeFile(join(place, "matrix.json"), JSON.stringify(MATRIX));
  return place;
}

/** What a finished run must have in common with any other: which cells and samples there are, and what the models answer. */
async function resultOf(place: string): Promise<readonly string[]> {
  const lines = await readRunLines(join(place, "runs", "killed", "records.jsonl"), (warning) => {
    throw new Error(warning);
  });
  const cells = recordsIn(lines).map(
    (record) => `${record.experiment.id} ${record.status} ${record.status === "ok" ? record.quality.correct : ""}`,
  );
  return [...cells, ...samplesIn(lines).map(({ experiment, round }) => `${experiment} round ${round}`)].sort();
}

/** Files of the place that no finished run leaves, and processes that still work in it. */
async function leftIn(place: string): Promise<string[]> {
  const files = await readdir(place, { recursive: true });
  const processes = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const working = await Promise.all(
    processes.map(async (pid) =>
      (await readlink(`/proc/${pid}/cwd`).catch(() => "")) === place ? [`process ${pid}`] : [],
    ),
  );
  return [...files.filter((path) => LEFTOVER.test(path.split("/").at(-1)!)), ...working.flat()];
}

async function finish(place: string): Promise<void> {
  const ended = await pricewar(ARGS, { cwd: place });
  if (ended.status !== 0) throw new Error(`exit code ${ended.status}:\n${ended.stdout}\n${ended.stderr}`);
}

/** Starts a run, and kills it after a time: with its phase's process, or alone. @returns whether it was still running */
async function killedAfter(place: string, ms: number, isAlone: boolean): Promise<boolean> {
  const child = startPricewar(ARGS, { cwd: place, stdio: "ignore", detached: true });
  const ended = new Promise<boolean>((resolve) => child.once("close", (_, signal) => resolve(signal !== null)));
  await Promise.race([ended, setTimeout(ms)]);
  try {
    process.kill(isAlone ? child.pid! : -child.pid!, "SIGKILL");
  } catch {
    // It has ended already.
  }
  return ended;
}

const reference = await newPlace();
const startMs = performance.now();
await finish(reference);
/** The shortest run so far: on a machine that others use, kills at moments of a slow one would come too late. */
let wholeMs = performance.now() - startMs;
const expected = await resultOf(reference);
await rm(reference, { recursive: true });
console.log(`an undisturbed run: ${expected.length} records and samples`);

const random = randomStream(seed, "kills");
let faults = 0;
for (let kill = 1; kill <= kills; kill += 1) {
  const place = await newPlace();
  const share = random.nextFloat64();
  const isAlone = random.nextFloat64() < 0.5;
  const startedMs = performance.now();
  if (!(await killedAfter(place, share * wholeMs, isAlone))) {
    // It was quicker than that, so that nothing was killed: once more, at another moment.
    wholeMs = Math.min(wholeMs, performance.now() - startedMs);
    kill -= 1;
    await rm(place, { recursive: true });
    continue;
  }
  const text = await readFile(join(place, "runs", "killed", "records.jsonl"), "utf8").catch(() => "");
  await finish(place);
  const result = await resultOf(place);
  const left = await leftIn(place);
  const isSame = JSON.stringify(result) === JSON.stringify(expected);
  const verdict = isSame && left.length === 0 ? "ok" : `FAULT ${isSame ? "" : result.join("\n")} ${left.join(" ")}`;
  if (verdict !== "ok") faults += 1;
  const when = `at ${Math.round(share * 100)} %, with ${text.split("\n").length - 1} records`;
  console.log(`${kill}/${kills} killed ${isAlone ? "alone" : "with its phase"} ${when}: ${verdict}`);
  if (verdict === "ok") await rm(place, { recursive: true });
  else console.log(`  kept: ${place}`);
}
console.log(`${kills} kills, ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
