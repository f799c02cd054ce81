import cluster, { type Worker } from "node:cluster";
import { keysToHandOver } from "../../base/at-rest/keys.ts";
import { BackendError } from "../../base/errors.ts";
import { SERVING_CALLS, type ServingCalls, type ServingJob, type ServingProcess } from "../phases/serving-calls.ts";
import { PHASE_PROCESS } from "./child-executor.io.ts";
import type { FromServing, ToServing } from "./messages.ts";

/**
 * Starts another process that serves, for the phase that runs in this one. It is a worker of node:cluster, so that several share the
 * port of their service, as those of `pricewar serve` do.
 * @param script the script of every phase process
 * @throws BackendError where it ends before the model is open
 */
export async function startServing(script: string, job: ServingJob): Promise<ServingProcess> {
  cluster.setupPrimary({
    exec: script,
    args: [],
    execArgv: [...PHASE_PROCESS.execArgv],
    serialization: PHASE_PROCESS.serialization,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const link = new Link(cluster.fork(), job.serving.backend);
  const { baselineRssBytes } = (await link.ask("open", job)) as Pick<ServingProcess, "baselineRssBytes">;
  const calls = Object.fromEntries(
    SERVING_CALLS.map((call) => [call, (input?: unknown) => link.ask(call, input)]),
  ) as unknown as ServingCalls;
  return { ...calls, baselineRssBytes, close: () => link.close() };
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Questions to a process, and its answers. */
class Link {
  readonly #worker: Worker;
  readonly #backend: string;
  readonly #pending = new Map<number, Pending>();
  readonly #ended: Promise<void>;
  #asked = 0;

  constructor(worker: Worker, backend: string) {
    this.#worker = worker;
    this.#backend = backend;
    worker.on("message", (message: FromServing) => this.#settle(message));
    this.#ended = new Promise((resolve) => {
      worker.once("exit", (code: number | null, signal: string | null) => {
        const error = new BackendError(backend, `a process that served ended (${signal ?? code})`);
        for (const { reject } of this.#pending.values()) reject(error);
        resolve();
      });
    });
  }

  ask(call: ToServing["call"], input: unknown): Promise<unknown> {
    const id = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      const keys = call === "open" ? keysToHandOver() : undefined;
      this.#worker.send({ id, call, input, keys } satisfies ToServing, (error: Error | null) => {
        if (error !== null) reject(error);
      });
    });
  }

  /** @returns when it has ended */
  async close(): Promise<void> {
    if (this.#worker.isConnected()) this.#worker.disconnect();
    await this.#ended;
  }

  #settle(message: FromServing): void {
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if ("error" in message) pending?.reject(new BackendError(this.#backend, message.error));
    else pending?.resolve(message.value);
  }
}
