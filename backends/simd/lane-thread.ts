import { Worker } from "node:worker_threads";
import { BackendError } from "../../harness/base/errors.ts";
import type { Job, LaneSetup } from "./lane.ts";
import { NAME } from "./proof.ts";

/** A thread that does jobs of a lane, one at a time. */
export interface LaneThread {
  start(job: Job, texts: number): void;
  /** @returns undefined if the last job is done, else a promise of its end. @throws BackendError if the thread has ended */
  finish(): Promise<void> | undefined;
  /** Number of the thread that did a job since this was last asked for; null for none. */
  takeThreadId(): number | null;
  /** Ends the thread, and a job that it is at; safe to call twice. */
  close(): Promise<void>;
}

/** Places in what both threads see; those that one of them writes lie in a cache line of their own. */
const [REQUEST, JOB, TEXTS, DONE, THREAD_ID] = [0, 1, 2, 16, 17];
const NUMBERS = 32;
const JOBS: readonly Job[] = ["texts", "entries"];
const NO_THREAD = -1;
/**
 * Looks at a number before a thread goes to sleep, some 350 us. Being woken up takes about 25, but a thread that slept once comes late
 * to every batch that follows: with 25 us of looking, two threads were no faster than one in half of the processes.
 */
const SPINS = 60000;

/** JavaScript, since it has no file of its own in a bundle: `openLane`, and a loop that waits for jobs. */
const SCRIPT = `
const { threadId, workerData } = require("node:worker_threads");
const { control, memory, base, modules, setUp, jobs } = workerData;
const opened = {};
for (const name in modules) opened[name] = new WebAssembly.Instance(modules[name], { env: { memory, base } }).exports;
const run = (calls, ...last) => {
  for (const [module, name, ...given] of calls) opened[module][name](...given, ...last);
};
run(setUp);
for (let request = 0; ; ) {
  for (let spin = 0; spin < ${SPINS} && Atomics.load(control, ${REQUEST}) === request; spin += 1);
  Atomics.wait(control, ${REQUEST}, request);
  request = Atomics.load(control, ${REQUEST});
  run(jobs[${JSON.stringify(JOBS)}[control[${JOB}]]], control[${TEXTS}]);
  control[${THREAD_ID}] = threadId;
  Atomics.store(control, ${DONE}, request);
  Atomics.notify(control, ${DONE});
}
`;

/** Node has it, ES2023's types do not. */
declare global {
  interface Atomics {
    waitAsync(
      numbers: Int32Array,
      index: number,
      value: number,
    ): { readonly async: false } | { readonly async: true; readonly value: Promise<unknown> };
  }
}

/** Starts a thread, and waits until it is ready. @throws BackendError if it cannot be */
export async function openLaneThread(setup: LaneSetup): Promise<LaneThread> {
  const control = new Int32Array(new SharedArrayBuffer(NUMBERS * Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(SCRIPT, { eval: true, workerData: { ...setup, control } });
  let failure: BackendError | null = null;
  let request = 0;
  const fail = (reason: string, cause?: Error) => {
    failure ??= new BackendError(NAME, `one of its threads ${reason}; open the model again`, { cause });
  };
  worker.once("error", (error: Error) => fail(`stopped: ${error.message}`, error));
  worker.once("exit", (code) => {
    fail(`ended with code ${code}`);
    // What waits for its job would wait for ever.
    Atomics.notify(control, DONE);
  });
  /** An open session does not keep the process alive, a job does. */
  const untilDone = async () => {
    worker.ref();
    while (failure === null) {
      const done = Atomics.load(control, DONE);
      if (done === request) break;
      const waiting = Atomics.waitAsync(control, DONE, done);
      if (waiting.async) await waiting.value;
    }
    worker.unref();
    if (failure !== null) throw failure;
  };
  const thread: LaneThread = {
    start: (job, texts) => {
      if (failure !== null) throw failure;
      control[JOB] = JOBS.indexOf(job);
      control[TEXTS] = texts;
      // Counts on from the smallest number: so many jobs take a process two days.
      request = (request + 1) | 0;
      Atomics.store(control, REQUEST, request);
      Atomics.notify(control, REQUEST);
    },
    finish: () => {
      for (let spin = 0; spin < SPINS; spin += 1) if (Atomics.load(control, DONE) === request) return undefined;
      return untilDone();
    },
    takeThreadId: () => {
      const id = control[THREAD_ID]!;
      control[THREAD_ID] = NO_THREAD;
      return id === NO_THREAD ? null : id;
    },
    close: async () => {
      await worker.terminate();
    },
  };
  thread.start("entries", 0);
  await untilDone();
  return thread;
}
