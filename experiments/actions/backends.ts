import { backends } from "../../backends/registry.ts";
import type { ProbeReport } from "../../harness/measure/phases/probe.ts";
import type { PhaseOutcome } from "../../harness/measure/phases/run-phase.ts";
import { alignedTable } from "../../reports/aligned-table.ts";
import { phaseProcesses } from "../phase-processes.ts";
import { print, printJson } from "../print.ts";

interface BackendStatus {
  readonly name: string;
  readonly available: boolean;
  readonly device: string | null;
  readonly library: string | null;
  /** Why it is not available; null if it is. */
  readonly reason: string | null;
  /** What a short training and serving showed; null without --check. */
  readonly checked: string | null;
}

const LIMIT_MS = 120_000;

/** Probes every backend in a process of its own, so that a crash affects no other, and prints a table or JSON. */
export async function listBackends({ check, json }: { check: boolean; json: boolean }): Promise<void> {
  const executor = await phaseProcesses();
  const statuses: BackendStatus[] = [];
  for (const name of backends.names) {
    const options = { limitMs: LIMIT_MS, signal: new AbortController().signal };
    statuses.push(statusOf(name, await executor.run("probe", { backend: name, check }, options)));
  }
  if (json) printJson(statuses, 2);
  else print(table(statuses, check));
}

function statusOf(name: string, outcome: PhaseOutcome<ProbeReport>): BackendStatus {
  if (outcome.status === "done") return { name, available: true, reason: null, ...outcome.report };
  const reason =
    outcome.status === "unavailable"
      ? outcome.reason
      : outcome.status === "timeout"
        ? `did not answer within ${outcome.limitMs / 1000} s`
        : `${outcome.kind}: ${outcome.error.split("\n")[0]}`;
  return { name, available: false, device: null, library: null, reason, checked: null };
}

function table(statuses: readonly BackendStatus[], check: boolean): string {
  const head = ["backend", "available", "device", "library", check ? "check, or why unavailable" : "why unavailable"];
  return alignedTable(
    head,
    statuses.map(({ name, available, device, library, reason, checked }) => [
      name,
      available ? "yes" : "no",
      device ?? "—",
      library ?? "—",
      reason ?? checked ?? "",
    ]),
  );
}
