import { median } from "simple-statistics";
import { formatMs } from "../../harness/judge/figures/format.ts";
import { alignedTable } from "../../reports/aligned-table.ts";
import type { ResultRow } from "./result-rows.ts";
import { resultRows } from "./result-rows.ts";
import type { WorkResults } from "./run-work.ts";

/**
 * All that a bench says in the end: the table; who was measured, who broke, who is absent; and what to know before
 * believing a ratio.
 * @param absent peers that are not here, with the way to get them
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
      [...broken].map(([peer, said]) => `${peer} broke in "${work.name}", its rows are left out: ${said}`),
    ),
    ...[...absent].map(([peer, way]) => `${peer} is absent: ${way}`),
    ...notes(results.filter(isCompared)),
  ].join("\n");
}

function resultTable(rows: readonly ResultRow[]): string {
  const times = (ratio: number) => `${ratio.toFixed(2)}x`;
  return alignedTable(
    ["work", "backend", "ours", "peer", "theirs", "times as fast", "rounds from", "to", "rounds"],
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
  return versions.size === 0 ? [] : [`Peers: ${[...versions].join(", ")}.`];
}

function startUps({ work, measured }: WorkResults): string[] {
  const parts = [...measured].flatMap(([name, measurements]) => {
    const startupsMs = measurements.flatMap(({ startupMs }) => (startupMs === null ? [] : [startupMs]));
    return startupsMs.length === 0 ? [] : [`${name} ${formatMs(median(startupsMs))}`];
  });
  return parts.length === 0 ? [] : [`Start-up, left out of "${work.name}": ${parts.join(", ")}.`];
}

/** A note that several works share is said once. */
function notes(results: readonly WorkResults[]): string[] {
  const worksOf = new Map<string, string[]>();
  for (const { work } of results) {
    if (work.note !== null) worksOf.set(work.note, [...(worksOf.get(work.note) ?? []), work.name]);
  }
  return [...worksOf].map(([note, works]) => `${works.join(" and ")}: ${note}.`);
}
