/**
 * `npm run clocks [TRIALS] [SEED]`: takes samples of serving as a run does, during half of which a second process eats a core,
 * and counts those that are marked as disturbed. Not part of the tests: 200 samples take two minutes, on a machine that
 * nobody else uses.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { median } from "simple-statistics";
import { phaseProcesses } from "../../experiments/phase-processes.ts";
import { INTERRUPTED } from "../../experiments/stop-on-signals.ts";
import { randomStream } from "../../harness/base/random/mt19937.ts";
import { measured } from "../../harness/base/statistics/summaries.ts";
import { readPlan } from "../../harness/contract/run-folder.io.ts";
import type { SampleReport } from "../../harness/measure/phases/sample.io.ts";
import { jobsOf } from "../../harness/measure/runner/jobs.ts";
import { openRunStore } from "../../harness/measure/runner/run-store.io.ts";
import { pricewar } from "../fixtures/pricewar.ts";

const [trials = 100, seed = 1] = process.argv.slice(2).map(Number);
const MATRIX = { name: "clocks", base: { epochs: 1 }, axes: { serveBackend: ["onnx", "wasm", "simd"] }, seeds: [1] };
const QUALITY = { quality: [{ accuracy: true, atLeast: 0 }] };

/** So long it takes the scheduler to find the other process a core of its own. */
const SETTLE_MS = 50;

/**
 * Starts a process that eats a core for as long as it is not stopped. A shell starts it and ends, so that it is none of this
 * process's descendants, which count as pricewar's own.
 */
async function startEater(): Promise<number> {
  const loop = "const end = Date.now() + 36e5; while (Date.now() < end);";
  const { stdout } = await promisify(execFile)("sh", ["-c", '"$0" -e "$1" >&- 2>&- & echo $!', process.execPath, loop]);
  return Number(stdout);
}

const place = await mkdtemp(join(tmpdir(), "pricewar-clocks-"));
await writeFile(join(place, "matrix.json"), JSON.stringify({ ...MATRIX, ...QUALITY }));
const ended = await pricewar(["run", "matrix.json", "--rounds", "0"], { cwd: place });
if (ended.status !== 0) throw new Error(`exit code ${ended.status}:\n${ended.stdout}\n${ended.stderr}`);
const out = join(place, "runs", "clocks");
const plan = await readPlan(join(out, "plan.json"));
const store = await openRunStore({ out, artifacts: join(place, ".cache", "artifacts"), onDamaged: console.error });
const executor = await phaseProcesses();
const eater = await startEater();
// Nothing else would end it: a shell starts what is in the background deaf to Ctrl-C.
process.once("exit", () => process.kill(eater, "SIGKILL"));
process.once("SIGINT", () => process.exit(INTERRUPTED));

async function sampleBeside(cell: (typeof plan.cells)[number], isEating: boolean): Promise<SampleReport> {
  process.kill(eater, isEating ? "SIGCONT" : "SIGSTOP");
  await setTimeout(SETTLE_MS);
  const job = { ...jobsOf(plan, store).serve(cell), purpose: "run" as const };
  const outcome = await executor.run("sample", job, { limitMs: 60_000, signal: new AbortController().signal });
  if (outcome.status !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.report;
}

try {
  const coin = randomStream(seed, "eating");
  const samples: { readonly backend: string; readonly isEating: boolean; readonly report: SampleReport }[] = [];
  for (let trial = 0; trial < trials; trial += 1) {
    const cell = plan.cells[trial % plan.cells.length]!;
    const [first] = coin.permutation(2);
    for (const isEating of first === 0 ? [true, false] : [false, true]) {
      samples.push({ backend: cell.experiment.serving.backend, isEating, report: await sampleBeside(cell, isEating) });
    }
  }
  for (const isEating of [true, false]) {
    const reports = samples.filter((sample) => sample.isEating === isEating).map(({ report }) => report);
    const marked = reports.filter(({ disturbance }) => disturbance?.disturbed === true);
    const cores = measured(reports.map(({ disturbance }) => disturbance?.foreignCpuShare ?? null)).sort(
      (a, b) => a - b,
    );
    const at = (share: number) => cores[Math.floor(share * (cores.length - 1))]?.toFixed(2) ?? "unknown";
    console.log(
      `${isEating ? "beside a process that eats a core" : "alone"}: ${marked.length} of ${reports.length} marked; ` +
        `others used ${at(0.05)} to ${at(0.95)} cores (5th to 95th of 100), ${at(0.5)} in the middle`,
    );
  }
  for (const backend of new Set(samples.map((sample) => sample.backend))) {
    const speed = (isEating: boolean) =>
      median(
        samples
          .filter((sample) => sample.backend === backend && sample.isEating === isEating)
          .map(({ report }) => report.textsPerSecond.value),
      );
    console.log(`${backend}: ${(speed(true) / speed(false)).toFixed(2)} times the throughput beside it`);
  }
} finally {
  await rm(place, { recursive: true });
}
