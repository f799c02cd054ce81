import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Sample, SampleRequest } from "../../harness/contract/sample.ts";
import type { PhaseOutcome } from "../../harness/measure/phases/run-phase.ts";
import { type FromSampler, SAMPLING_PROTOCOL, type ToSampler } from "../../harness/measure/sampling/sampling.ts";
import { killGroup } from "../program.io.ts";
import { loaderOf } from "./run-side.io.ts";

/** Takes samples of one commit's run; asleep until it is asked. */
export interface SamplerClient {
  sample(request: SampleRequest): Promise<PhaseOutcome<Sample>>;
  close(): void;
}

export interface SamplerSetup {
  /** Where the commit's data is found. */
  readonly worktree: string;
  /** The pricewar that samples it. */
  readonly code: string;
  readonly runFolder: string;
  /** Of each sample. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Starts the commit's `sample.ts`. @returns why it cannot be asked, in a sentence's end, where it cannot */
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
  const end = (answer: (waiting: Waiting) => void) => {
    for (const one of waiting.values()) answer(one);
    waiting.clear();
  };
  const stop = () => {
    killGroup(child.pid);
    end(({ reject }) => reject(signal.reason));
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
    waiting.get(message.id)?.resolve(message.outcome);
    waiting.delete(message.id);
  });
  const lost = ({ resolve }: Waiting) => resolve({ status: "failed", kind: "crash", error: "sample.ts ended" });
  child.once("close", () => end(lost));
  let asked = 0;
  return {
    sample: (request) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        asked += 1;
        waiting.set(asked, { resolve, reject });
        // One that has ended already never closes again, and nobody else would answer.
        child.send({ id: asked, request } satisfies ToSampler, (error) => error !== null && end(lost));
      }),
    close,
  };
}

interface Waiting {
  readonly resolve: (outcome: PhaseOutcome<Sample>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Null once it says that it is ready. */
function readiness(child: ChildProcess): Promise<string | null> {
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString("utf8")).slice(-2000);
  });
  return new Promise((resolve) => {
    child.once("message", (message: FromSampler) => {
      const spoken = message.type === "ready" ? message.protocol : null;
      resolve(spoken === SAMPLING_PROTOCOL ? null : `speaks protocol ${spoken}, not ${SAMPLING_PROTOCOL}`);
    });
    child.once("error", (error) => resolve(`cannot be started: ${error.message}`));
    child.once("close", (code) =>
      resolve(`ended with exit code ${code}: ${stderr.trim().split("\n").slice(-3).join(" ")}`),
    );
  });
}
