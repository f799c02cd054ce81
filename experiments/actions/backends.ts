import { alignedTable } from "../../reports/aligned-table.ts";
import { phaseProcesses } from "../phase-processes.ts";
import { print, printJson } from "../print.ts";
import { type Probed, probeBackends } from "../probe-backends.ts";

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

/** Probes every backend, and prints a table or JSON. */
export async function listBackends({ check, json }: { check: boolean; json: boolean }): Promise<void> {
  const statuses = (await probeBackends(await phaseProcesses(), check)).map(statusOf);
  if (json) printJson(statuses, 2);
  else print(table(statuses, check));
}

function statusOf({ name, outcome }: Probed): BackendStatus {
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
