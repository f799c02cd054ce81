import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { keysToHandOver } from "../../base/at-rest/keys.ts";
import { BackendError } from "../../base/errors.ts";
import { ConnectionLost, listenInRing } from "../../base/ring/tcp-ring.io.ts";
import type { TrainJob } from "../phases/phase-jobs.ts";
import type { WorkersStarted } from "../phases/sources/source-tools.ts";
import { PHASE_PROCESS } from "./child-executor.io.ts";
import { type FromTraining, LOST_NEIGHBOUR, type ToTraining } from "./messages.ts";

/** How long a lost connection waits for the kernel to say which worker ended. */
const EXPLANATION_MS = 1000;

/**
 * Starts the other workers of a training that this process is the first of, and joins them in a ring over loopback. They end with this
 * process, and a worker that ends before the training does ends it for all.
 * @param script the script of every phase process
 * @throws BackendError where one ends before it is connected
 */
export async function startTraining(script: string, job: TrainJob): Promise<WorkersStarted> {
  const { workers: count = 1, backend } = job.training;
  const place = { rank: 0, count };
  const token = randomUUID();
  const member = await listenInRing(place, token);
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
  try {
    const ports = await Promise.race([failed, Promise.all(others.map((other) => other.start(job, token)))]);
    for (const [index, other] of others.entries()) other.send({ nextPort: ports[index + 1] ?? member.port });
    const ring = await Promise.race([failed, member.join(ports[0]!)]);
    const receive = async () => {
      try {
        return await ring.receive();
      } catch (error) {
        if (error instanceof ConnectionLost) await Promise.race([failed, delay(EXPLANATION_MS)]);
        throw error;
      }
    };
    const links = {
      send: ring.send,
      receive,
      get sentBytes() {
        return ring.sentBytes;
      },
    };
    return {
      ...place,
      links,
      close: async () => {
        ring.close();
        await close();
      },
    };
  } catch (error) {
    member.close();
    await close();
    throw error;
  }
}

/** Another worker, as the first one sees it. */
class Other {
  readonly #child: ChildProcess;
  readonly #place: { readonly rank: number; readonly count: number };
  readonly #ended: Promise<void>;
  /** Rejects if it ends before its training, and resolves never. */
  readonly failed: Promise<never>;
  #listens: (port: number) => void = () => undefined;

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
        if ("port" in message) this.#listens(message.port);
        else if ("error" in message) fail(`failed: ${message.error}`);
        else isDone = true;
      });
      this.#child.once("error", (error) => fail(`failed to start: ${error.message}`));
      this.#child.once("exit", (code, signal) => {
        // One that lost its neighbour is not the one that ended first.
        if (!isDone && code !== LOST_NEIGHBOUR) fail(`ended while it trained (${signal ?? `code ${code}`})`);
      });
    });
  }

  /** @returns the port that it listens on */
  start(job: TrainJob, token: string): Promise<number> {
    const port = new Promise<number>((resolve) => {
      this.#listens = resolve;
    });
    this.send({ training: job, place: this.#place, token, keys: keysToHandOver() });
    return port;
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
