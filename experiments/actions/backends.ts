import { backends } from "../../backends/registry.ts";
import type { ProbeReport } from "../../harness/measure/phases/probe.ts";
import type { PhaseOutcome } from "../../harness/measure/phases/run-phase.ts";
import { alignedTable } from "../../reports/aligned-table.ts";
import { phaseProcesses } from "../phase-processes.ts";

interface Row {
  readonly name: string;
  readonly available: boolean;
  readonly device: string | null;
  readonly library: string | null;
  /** Why it is not available, in words; null where it is. */
  readonly reason: string | null;
  /** What a short training and serving showed; null where it was not asked for. */
  readonly checked: string | null;
}

const LIMIT_MS = 120_000;

/** Asks every backend in a process of its own, so that none takes another down, and prints a table or JSON. */
export async function listBackends({ check, json }: { check: boolean; json: boolean }): Promise<void> {
  const executor = await phaseProcesses();
  const rows: Row[] = [];
  for (const name of backends.names) {
    const options = { limitMs: LIMIT_MS, signal: new AbortController().signal };
    rows.push(await rowOf(name, await executor.run("probe", { backend: name, check }, options)));
  }
  console.log(json ? JSON.stringify(rows, null, 2) : table(rows, check));
}

function rowOf(name: string, outcome: PhaseOutcome<ProbeReport>): Row {
  if (outcome.status === "done") return { name, available: true, reason: null, ...outcome.report };
  const why =
    outcome.status === "unavailable"
      ? outcome.reason
      : outcome.status === "timeout"
        ? `did not answer within ${outcome.limitMs / 1000} s`
        : `${outcome.kind}: ${outcome.error.split("\n")[0]}`;
  return { name, available: false, device: null, library: null, reason: why, checked: null };
}

function table(rows: readonly Row[], check: boolean): string {
  const head = ["backend", "available", "device", "library", check ? "checked, or why not" : "why not"];
  return alignedTable(
    head,
    rows.map(({ name, available, device, library, reason, checked }) => [
      name,
      available ? "yes" : "no",
      device ?? "—",
      library ?? "—",
      reason ?? checked ?? "",
    ]),
  );
}
