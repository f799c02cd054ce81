/** Runs of a training and a few cells that are killed, and finished by the same command. */
import { mkdir, mkdtemp, readdir, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startPricewar } from "../fixtures/pricewar.ts";
import { finish, resultOf } from "./finished-run.ts";

/** What is killed: the run, the run with the process of its phase, or that process. */
export const WAYS = ["alone", "with its phase", "its phase alone"] as const;
export type Way = (typeof WAYS)[number];

const ARGS = ["run", "matrix.json", "--rounds", "1", "--no-baselines"];
/** What is unfinished, and the signs of a run that holds a folder or measures. */
const LEFTOVER = /\.(tmp|old|damaged|try)$|^run\.(lock\.)?\d+|^pricewar-measures/;
/** What the runs of a place take for the system's temporary folder. */
const TEMPORARY = "tmp";

/** What is run: a training on a backend, and a cell for each of the quantizations. */
export interface Killable {
  readonly backend: string;
  readonly quantizations: readonly string[];
}

function matrixOf({ backend, quantizations }: Killable): object {
  return {
    name: "killed",
    base: {
      dataset: "synthetic:rows=200,classes=2,words=200,length=10,seed=1",
      model: { vocabulary: 60, maxLength: 12, embedding: 4, hidden: [4] },
      backend,
      epochs: 2,
    },
    axes: { quantization: quantizations },
    baseline: { quantization: quantizations[0] },
  };
}

/** A folder with the matrix, whose runs share nothing with those of others. */
export async function newPlace(killable: Killable): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), "pricewar-kill-"));
  await mkdir(join(place, TEMPORARY));
  await writeFile(join(place, "matrix.json"), JSON.stringify(matrixOf(killable)));
  return place;
}

export function runFolderOf(place: string): string {
  return join(place, "runs", "killed");
}

function environmentOf(place: string): NodeJS.ProcessEnv {
  return { ...process.env, TMPDIR: join(place, TEMPORARY) };
}

/** Processes that work in the place. */
export async function workingIn(place: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const own = await Promise.all(
    pids.map(async (pid) => ((await readlink(`/proc/${pid}/cwd`).catch(() => "")) === place ? [Number(pid)] : [])),
  );
  return own.flat();
}

/** Files that no finished run leaves. */
async function leftIn(place: string): Promise<string[]> {
  const files = await readdir(place, { recursive: true });
  return files.filter((path) => LEFTOVER.test(path.split("/").at(-1)!));
}

/** Finishes the run by the same command. @returns what is wrong with it then: other results than those expected, processes, files */
export async function faultsAfter(place: string, expected: readonly string[]): Promise<string[]> {
  await finish(ARGS, place, environmentOf(place));
  const result = await resultOf(runFolderOf(place));
  return [
    ...(await workingIn(place)).map((pid) => `process ${pid} is left`),
    ...(await leftIn(place)).map((path) => `${path} is left`),
    ...(JSON.stringify(result) === JSON.stringify(expected) ? [] : [`other results:\n${result.join("\n")}`]),
  ];
}

/** Kills one, and does not mind if it has just ended. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Then nothing was killed.
  }
}

/** Starts the run, and kills after a time what `way` says. @returns false if there was nothing to kill, and the run is over */
export async function killedAfter(place: string, ms: number, way: Way): Promise<boolean> {
  const child = startPricewar(ARGS, { cwd: place, env: environmentOf(place), stdio: "ignore", detached: true });
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

/** What a run leaves that nobody kills. */
export interface Undisturbed {
  readonly expected: readonly string[];
  readonly wholeMs: number;
}

/** @throws Error unless all of its cells are measured */
export async function undisturbed(killable: Killable): Promise<Undisturbed> {
  const place = await newPlace(killable);
  const startMs = performance.now();
  await finish(ARGS, place, environmentOf(place));
  const wholeMs = performance.now() - startMs;
  const expected = await resultOf(runFolderOf(place));
  const measured = expected.filter((line) => / ok /.test(line));
  const { backend, quantizations } = killable;
  if (measured.length !== quantizations.length)
    throw new Error(`${backend} did not measure all cells:\n${expected.join("\n")}`);
  await rm(place, { recursive: true });
  return { expected, wholeMs };
}
