/**
 * `npm run fuzz:kill [KILLS] [SEED]`: kills runs of a training and three cells at random moments, on each backend of this machine's processor in turn, each
 * time in a new folder: the run alone, the run with the process of its phase, or that process alone. Nothing may be alive a second later; the same
 * command must finish the run, with the results of an undisturbed one and nothing left behind. 40 kills take minutes: the tests have 20 in a row on few runs
 * (killed-runs.test.ts).
 */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { backends, usesGpu } from "../../backends/registry.ts";
import { phaseProcesses } from "../../experiments/phase-processes.ts";
import { probeBackends } from "../../experiments/probe-backends.ts";
import { randomStream } from "../../harness/base/random/mt19937.ts";
import { faultsAfter, killedAfter, newPlace, runFolderOf, undisturbed, WAYS, workingIn } from "./killed-runs.ts";

const [kills = 40, seed = 1] = process.argv.slice(2).map(Number);
/** What watches its parent must have noticed its end by then. */
const ALIVE_MS = 1000;
const LONGEST_MS = 20_000;
const LOOP_MS = 100;

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

const references = [];
for (const backend of await processorBackends()) {
  const killable = { backend, quantizations: ["float32", "float16", "int8-rows"] };
  const { expected, wholeMs } = await undisturbed(killable);
  console.log(`${backend}: an undisturbed run has ${expected.length} records and samples`);
  // Of the shortest run so far: on a machine that others use, kills at moments of a slow one would come too late.
  references.push({ killable, expected, wholeMs });
}

const random = randomStream(seed, "kills");
let faults = 0;
for (let killed = 0; killed < kills; ) {
  const reference = references[killed % references.length]!;
  const { killable, expected } = reference;
  const way = WAYS[Math.floor(random.nextFloat64() * WAYS.length)]!;
  const share = random.nextFloat64();
  const place = await newPlace(killable);
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
  const wrong = [
    ...(endedMs > ALIVE_MS ? [`a process was alive for ${Math.round(endedMs)} ms`] : []),
    ...(await faultsAfter(place, expected)),
  ];
  const when = `at ${Math.round(share * 100)} %, with ${text.split("\n").length - 1} records`;
  console.log(
    `${killed}/${kills} ${killable.backend} killed, ${way}, ${when}: ${wrong.length === 0 ? "ok" : wrong.join("; ")}`,
  );
  if (wrong.length === 0) await rm(place, { recursive: true });
  else {
    faults += 1;
    console.log(`  kept: ${place}`);
  }
}
console.log(`${kills} kills, ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
