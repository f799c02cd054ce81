import { median } from "simple-statistics";
import { formatMs } from "../../harness/judge/figures/format.ts";
import { alignedTable } from "../../reports/aligned-table.ts";
import type { ResultRow } from "./result-rows.ts";
import { resultRows } from "./result-rows.ts";
import type { WorkResults } from "./run-work.ts";

/**
 * The output of a benchmark: the table; which peers were measured, failed or are absent; and what to know before trusting
 * a ratio.
 * @param absent peers that are not on this machine, with how to install them
 */
export function benchReport(results: readonly WorkResults[], absent: ReadonlyMap<string, string>): string {
  const rows = results.flatMap(resultRows);
  const isCompared = ({ work }: WorkResults) => rows.some((row) => row.work === work.name && row.versus !== null);
  return [
    resultTable(rows),
    "",
    ...peerVersions(results),
    ...results.flatMap(startUps),
    ...results.flatMap(({ work, broken }) =>
      [...broken].map(([peer, message]) => `${peer} failed in "${work.name}", so its rows are missing: ${message}`),
    ),
    ...[...absent].map(([peer, missing]) => `${peer} is absent: ${missing}`),
    ...notes(results.filter(isCompared)),
  ].join("\n");
}

function resultTable(rows: readonly ResultRow[]): string {
  const times = (ratio: number) => `${ratio.toFixed(2)}x`;
  return alignedTable(
    ["work", "backend", "ours", "peer", "theirs", "times as fast", "lowest", "highest", "rounds"],
    rows.map(({ work, backend, ours, versus }) => {
      if (versus === null) return [work, backend, ours, "—", "—", "—", "—", "—", "—"];
      const { ratio, low, high, rounds } = versus.comparison;
      return [work, backend, ours, versus.peer, versus.theirs, times(ratio), times(low), times(high), String(rounds)];
    }),
  );
}

function peerVersions(results: readonly WorkResults[]): string[] {
  const versions = new Set(
    results.flatMap(({ work, measured }) =>
      work.pairs.flatMap(({ peer }) => (peer === null ? [] : (measured.get(peer) ?? [])).map(({ by }) => by)),
    ),
  );
  return versions.size === 0 ? [] : [`Peers: ${[...versions].join("; ")}.`];
}

function startUps({ work, measured }: WorkResults): string[] {
  const parts = [...measured].flatMap(([name, measurements]) => {
    const startupsMs = measurements.flatMap(({ startupMs }) => (startupMs === null ? [] : [startupMs]));
    return startupsMs.length === 0 ? [] : [`${name} ${formatMs(median(startupsMs))}`];
  });
  return parts.length === 0 ? [] : [`Start-up, not included in "${work.name}": ${parts.join(", ")}.`];
}

/** Notes on the ratios; one that several works share appears once. */
function notes(results: readonly WorkResults[]): string[] {
  const worksOf = new Map<string, string[]>();
  for (const { work } of results) {
    if (work.note !== null) worksOf.set(work.note, [...(worksOf.get(work.note) ?? []), work.name]);
  }
  return [...worksOf].map(([note, works]) => `${works.join(" and ")}: ${note}.`);
}
