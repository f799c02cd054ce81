import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { SampleRequest } from "../../harness/contract/sample.ts";
import {
  type FromSampler,
  SAMPLING_PROTOCOL,
  type TakenSample,
  type ToSampler,
} from "../../harness/measure/sampling/sampling.ts";
import { killGroup } from "../program.io.ts";
import { loaderOf } from "./run-side.io.ts";

/** Takes samples of one commit's run, on request. */
export interface SamplerClient {
  sample(request: SampleRequest): Promise<TakenSample>;
  close(): void;
}

export interface SamplerSetup {
  /** Folder with the commit's data. */
  readonly worktree: string;
  /** Folder of the pricewar that samples it. */
  readonly code: string;
  readonly runFolder: string;
  /** Time limit of each sample. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Starts the commit's `sample.ts`. @returns the client, or why there is none, as the end of a sentence */
export async function openSampler(setup: SamplerSetup): Promise<SamplerClient | { readonly refused: string }> {
  const { worktree, code, runFolder, limitMs, signal } = setup;
  const child = fork(join(code, "experiments", "sample.ts"), [runFolder, String(limitMs)], {
    cwd: worktree,
    execArgv: loaderOf(code),
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    detached: true,
  });
  const waiting = new Map<number, Waiting>();
  const settleAll = (settle: (waiting: Waiting) => void) => {
    for (const one of waiting.values()) settle(one);
    waiting.clear();
  };
  const stop = () => {
    killGroup(child.pid);
    settleAll(({ reject }) => reject(signal.reason));
  };
  signal.addEventListener("abort", stop, { once: true });
  const close = () => {
    signal.removeEventListener("abort", stop);
    killGroup(child.pid);
  };
  const refused = await readiness(child);
  if (refused !== null) {
    close();
    return { refused };
  }
  child.on("message", (message: FromSampler) => {
    if (message.type !== "sampled") return;
    const { id, outcome, disturbance = null } = message;
    waiting.get(id)?.resolve({ outcome, disturbance });
    waiting.delete(id);
  });
  const lost = ({ resolve }: Waiting) =>
    resolve({ outcome: { status: "failed", kind: "crash", error: "sample.ts ended" }, disturbance: null });
  child.once("close", () => settleAll(lost));
  let requests = 0;
  return {
    sample: (request) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        requests += 1;
        waiting.set(requests, { resolve, reject });
        // A process that has already ended emits no further "close", so the send error has to settle the request.
        child.send({ id: requests, request } satisfies ToSampler, (error) => error !== null && settleAll(lost));
      }),
    close,
  };
}

interface Waiting {
  readonly resolve: (taken: TakenSample) => void;
  readonly reject: (reason: unknown) => void;
}

/** Resolves to null once it is ready, or to the reason why it is not. */
function readiness(child: ChildProcess): Promise<string | null> {
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString("utf8")).slice(-2000);
  });
  return new Promise((resolve) => {
    child.once("message", (message: FromSampler) => {
      const protocol = message.type === "ready" ? message.protocol : null;
      resolve(protocol === SAMPLING_PROTOCOL ? null : `uses protocol ${protocol}, not ${SAMPLING_PROTOCOL}`);
    });
    child.once("error", (error) => resolve(`cannot be started: ${error.message}`));
    child.once("close", (code) =>
      resolve(`ended with exit code ${code}: ${stderr.trim().split("\n").slice(-3).join(" ")}`),
    );
  });
}
