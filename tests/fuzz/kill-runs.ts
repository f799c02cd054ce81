/**
 * `npm run fuzz:kill [KILLS] [SEED]`: kills runs of a training and three cells at random moments, on each backend of this machine's processor in turn, each
 * time in a new folder: the run alone, the run with the process of its phase, or that process alone. Nothing may be alive a second later; the same
 * command must finish the run, with the results of an undisturbed one and nothing left behind. Not part of the tests: 40 kills take minutes.
 */
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { backends, usesGpu } from "../../backends/registry.ts";
import { phaseProcesses } from "../../experiments/phase-processes.ts";
import { probeBackends } from "../../experiments/probe-backends.ts";
import { randomStream } from "../../harness/base/random/mt19937.ts";
import { startPricewar } from "../fixtures/pricewar.ts";
import { finish, resultOf } from "./finished-run.ts";

const [kills = 40, seed = 1] = process.argv.slice(2).map(Number);
const WAYS = ["alone", "with its phase", "its phase alone"] as const;
type Way = (typeof WAYS)[number];
/** What watches its parent must have noticed its end by then. */
const ALIVE_MS = 1000;
const LONGEST_MS = 20_000;
const LOOP_MS = 100;
const ARGS = ["run", "matrix.json", "--rounds", "1", "--no-baselines"];
const LEFTOVER = /\.(tmp|old|damaged|try)$|^run\.(lock\.)?\d+/;

function matrixOf(backend: string): object {
  return {
    name: "killed",
    base: {
      dataset: "synthetic:rows=200,classes=2,words=200,length=10,seed=1",
      model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4] },
      backend,
      epochs: 2,
    },
    axes: { quantization: ["float32", "float16", "int8-rows"] },
    baseline: { quantization: "float32" },
  };
}

/** Backends that train and serve on the processor of this machine. */
async function processorBackends(): Promise<string[]> {
  const probed = await probeBackends(await phaseProcesses(), false);
  const found: string[] = [];
  for (const { name, outcome } of probed) {
    if (outcome.status === "done" && !usesGpu(name) && (await backends.load(name)).openTrainer !== undefined)
      found.push(name);
  }
  return found;
}

/** A folder with the matrix, whose runs share nothing with those of others. */
async function newPlace(backend: string): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), "pricewar-kill-"));
  await writeFile(join(place, "matrix.json"), JSON.stringify(matrixOf(backend)));
  return place;
}

function runFolderOf(place: string): string {
  return join(place, "runs", "killed");
}

/** Processes that work in the place. */
async function workingIn(place: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const own = await Promise.all(
    pids.map(async (pid) => ((await readlink(`/proc/${pid}/cwd`).catch(() => "")) === place ? [Number(pid)] : [])),
  );
  return own.flat();
}

/** How long until no process works in the place, in the time of a machine of its own: beside other programs each gets a part of its core. */
async function aliveMs(place: string): Promise<number> {
  const startMs = performance.now();
  while ((await workingIn(place)).length > 0 && performance.now() - startMs < LONGEST_MS) await setTimeout(20);
  return (performance.now() - startMs) / slowdown();
}

/** How much longer than its processor time a loop takes now. */
function slowdown(): number {
  const startMs = performance.now();
  const from = process.cpuUsage();
  let usedMs = 0;
  while (usedMs < LOOP_MS) {
    const { user, system } = process.cpuUsage(from);
    usedMs = (user + system) / 1000;
  }
  return Math.max(1, (performance.now() - startMs) / usedMs);
}

/** Files that no finished run leaves. */
async function leftIn(place: string): Promise<string[]> {
  const files = await readdir(place, { recursive: true });
  return files.filter((path) => LEFTOVER.test(path.split("/").at(-1)!));
}

/** Kills one, and does not mind if it has just ended. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Then nothing was killed.
  }
}

/** Starts a run, and kills after a time what `way` says. @returns whether there was anything to kill */
async function killedAfter(place: string, ms: number, way: Way): Promise<boolean> {
  const child = startPricewar(ARGS, { cwd: place, stdio: "ignore", detached: true });
  let isOver = false;
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve())).then(() => {
    isOver = true;
  });
  await Promise.race([ended, setTimeout(ms)]);
  if (isOver) return false;
  if (way !== "its phase alone") {
    kill(way === "alone" ? child.pid! : -child.pid!);
    await ended;
    return true;
  }
  const phases = (await workingIn(place)).filter((pid) => pid !== child.pid);
  for (const pid of phases) kill(pid);
  await ended;
  return phases.length > 0;
}

interface Reference {
  readonly backend: string;
  readonly expected: readonly string[];
  /** The shortest run so far: on a machine that others use, kills at moments of a slow one would come too late. */
  wholeMs: number;
}

async function referenceOf(backend: string): Promise<Reference> {
  const place = await newPlace(backend);
  const startMs = performance.now();
  await finish(ARGS, place);
  const wholeMs = performance.now() - startMs;
  const expected = await resultOf(runFolderOf(place));
  await rm(place, { recursive: true });
  console.log(`${backend}: an undisturbed run has ${expected.length} records and samples`);
  return { backend, expected, wholeMs };
}

const names = await processorBackends();
const references: Reference[] = [];
for (const name of names) references.push(await referenceOf(name));

const random = randomStream(seed, "kills");
let faults = 0;
for (let killed = 0; killed < kills; ) {
  const reference = references[killed % references.length]!;
  const way = WAYS[Math.floor(random.nextFloat64() * WAYS.length)]!;
  const share = random.nextFloat64();
  const place = await newPlace(reference.backend);
  const startedMs = performance.now();
  if (!(await killedAfter(place, share * reference.wholeMs, way))) {
    // It was quicker than that, so that nothing was killed: once more, at another moment.
    if (way !== "its phase alone") reference.wholeMs = Math.min(reference.wholeMs, performance.now() - startedMs);
    await rm(place, { recursive: true });
    continue;
  }
  killed += 1;
  const endedMs = await aliveMs(place);
  const text = await readFile(join(runFolderOf(place), "records.jsonl"), "utf8").catch(() => "");
  await finish(ARGS, place);
  const result = await resultOf(runFolderOf(place));
  const wrong = [
    ...(endedMs > ALIVE_MS ? [`a process was alive for ${Math.round(endedMs)} ms`] : []),
    ...(await workingIn(place)).map((pid) => `process ${pid} is left`),
    ...(await leftIn(place)).map((path) => `${path} is left`),
    ...(JSON.stringify(result) === JSON.stringify(reference.expected) ? [] : [`other results:\n${result.join("\n")}`]),
  ];
  const when = `at ${Math.round(share * 100)} %, with ${text.split("\n").length - 1} records`;
  console.log(
    `${killed}/${kills} ${reference.backend} killed, ${way}, ${when}: ${wrong.length === 0 ? "ok" : wrong.join("; ")}`,
  );
  if (wrong.length === 0) await rm(place, { recursive: true });
  else {
    faults += 1;
    console.log(`  kept: ${place}`);
  }
}
console.log(`${kills} kills, ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
