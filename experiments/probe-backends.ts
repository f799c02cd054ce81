import { backends } from "../backends/registry.ts";
import type { ProbeReport } from "../harness/measure/phases/probe.ts";
import type { PhaseOutcome } from "../harness/measure/phases/run-phase.ts";
import type { Executor } from "../harness/measure/runner/executor.ts";

const LIMIT_MS = 120_000;

export interface Probed {
  readonly name: string;
  readonly outcome: PhaseOutcome<ProbeReport>;
}

/** Probes every backend in a process of its own, so that a crash affects no other. @param check whether each trains and serves a little, too */
export async function probeBackends(executor: Executor, check: boolean): Promise<Probed[]> {
  const probed: Probed[] = [];
  for (const name of backends.names) {
    const options = { limitMs: LIMIT_MS, signal: new AbortController().signal };
    probed.push({ name, outcome: await executor.run("probe", { backend: name, check }, options) });
  }
  return probed;
}
