import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { keysToHandOver } from "../../base/at-rest/keys.ts";
import { BackendError } from "../../base/errors.ts";
import { ConnectionLost } from "../../base/ring/add-up.ts";
import { stayingWorkers } from "../../contract/training-fields.ts";
import type { TrainJob } from "../phases/phase-jobs.ts";
import type { WorkersStarted, WorkerUse } from "../phases/sources/source-tools.ts";
import { joinChangingRing } from "./changing-ring.io.ts";
import { PHASE_PROCESS } from "./child-executor.io.ts";
import { type FromTraining, LOST_NEIGHBOUR, type ToTraining } from "./messages.ts";
import { startAlone } from "./train-alone.io.ts";

/** How long a lost connection waits for the kernel to say which worker ended. */
const EXPLANATION_MS = 1000;

/**
 * Starts the other workers of a training that this process is the first of, and joins them in a ring over loopback. They end with this
 * process, and a worker that ends before the training does, and is not one that drops out by `training.leaving`, ends it for all.
 * @param script the script of every phase process
 * @throws BackendError where one ends before it is connected
 */
export async function startTraining(script: string, job: TrainJob): Promise<WorkersStarted> {
  const { workers: count = 1, backend } = job.training;
  const staying = stayingWorkers(job.training);
  const token = randomUUID();
  const others = Array.from(
    { length: count - 1 },
    (_, index) => new Other(script, { rank: index + 1, count }, backend),
  );
  const close = async () => {
    await Promise.all(others.map((other) => other.close()));
  };
  const failed = Promise.race(others.map((other) => other.failed));
  // Whoever waits for a worker is told; nobody may be waiting.
  failed.catch(() => undefined);
  const unlessFailed = <T>(work: Promise<T>) => Promise.race([failed, work]);
  const findNext = async (ownPort: number, members: number) => {
    const inRing = others.slice(0, members - 1);
    const ports = await Promise.all(inRing.map((other) => other.nextPort()));
    for (const [index, other] of inRing.entries()) other.send({ nextPort: ports[index + 1] ?? ownPort });
    return ports[0]!;
  };
  try {
    for (const other of others) other.start(toldOf(job), token);
    const worker = await unlessFailed(joinChangingRing({ rank: 0, count }, token, findNext));
    let mayLeave = staying < count;
    const receive = async () => {
      try {
        return await worker.links.receive();
      } catch (error) {
        if (error instanceof ConnectionLost && !mayLeave) await unlessFailed(delay(EXPLANATION_MS));
        throw error;
      }
    };
    const links = {
      send: worker.links.send,
      receive,
      get sentBytes() {
        return worker.links.sentBytes;
      },
    };
    return {
      ...worker,
      links,
      rejoin: async (members) => {
        mayLeave = false;
        return { ...(await unlessFailed(worker.rejoin(members))), links };
      },
      left: () => unlessFailed(Promise.all(others.slice(staying - 1).map((other) => other.left()))),
      ...(job.ownersFolder === undefined ? {} : { trainAlone: () => startAlone(script, job) }),
      close: async () => {
        worker.leave();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What other workers are told of a job: where workers have rows of their own, not where those of all are. */
function toldOf(job: TrainJob): TrainJob {
  return { ...job, corpusFolder: job.ownersFolder ?? job.corpusFolder };
}

/** Another worker, as the first one sees it. */
class Other {
  readonly #child: ChildProcess;
  readonly #place: { readonly rank: number; readonly count: number };
  readonly #ended: Promise<void>;
  /** Rejects if it ends before its training, and resolves never. */
  readonly failed: Promise<never>;
  /** Where it listens, each time that it joins a ring. */
  readonly #ports: Said<number> = new Said();
  readonly #leaves: Said<true> = new Said();
  readonly #uses: Said<WorkerUse> = new Said();

  constructor(script: string, place: { readonly rank: number; readonly count: number }, backend: string) {
    this.#place = place;
    this.#child = fork(script, [], {
      execArgv: [...PHASE_PROCESS.execArgv],
      serialization: PHASE_PROCESS.serialization,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const name = `worker ${place.rank + 1} of ${place.count}`;
    this.#ended = new Promise((resolve) => {
      this.#child.once("error", () => resolve());
      this.#child.once("exit", () => resolve());
    });
    this.failed = new Promise((_, reject) => {
      const fail = (how: string) => reject(new BackendError(backend, `${name} ${how}`));
      let isDone = false;
      this.#child.on("message", (message: FromTraining) => {
        if ("port" in message) this.#ports.say(message.port);
        else if ("droppedOut" in message) this.#leaves.say(true);
        else if ("error" in message) fail(`failed: ${message.error}`);
        else isDone = true;
        if ("left" in message) this.#uses.say(message.left);
      });
      this.#child.once("error", (error) => fail(`failed to start: ${error.message}`));
      this.#child.once("exit", (code, signal) => {
        // One that lost its neighbour is not the one that ended first.
        if (!isDone && code !== LOST_NEIGHBOUR) fail(`ended while it trained (${signal ?? `code ${code}`})`);
      });
    });
  }

  start(job: TrainJob, token: string): void {
    this.send({ training: job, place: this.#place, token, keys: keysToHandOver() });
  }

  /** Where it listens for the one before it, in the ring that it joins next. */
  nextPort(): Promise<number> {
    return this.#ports.next();
  }

  /** Lets one that dropped out go on alone. @returns what it used */
  async left(): Promise<WorkerUse> {
    await this.#leaves.next();
    this.send("trained");
    return this.#uses.next();
  }

  send(message: ToTraining): void {
    // One that has ended says so by its end.
    this.#child.send(message, () => undefined);
  }

  /** @returns when it has ended */
  async close(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await this.#ended;
  }
}

/** What is said, in its order, for one who may ask before or afterwards. */
class Said<T> {
  readonly #said: T[] = [];
  #asked: ((value: T) => void) | null = null;

  say(value: T): void {
    if (this.#asked === null) this.#said.push(value);
    else this.#asked(value);
    this.#asked = null;
  }

  next(): Promise<T> {
    if (this.#said.length > 0) return Promise.resolve(this.#said.shift()!);
    return new Promise((resolve) => {
      this.#asked = resolve;
    });
  }
}
