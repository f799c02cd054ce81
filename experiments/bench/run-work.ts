import type { PeerName } from "./peers.ts";
import { type Entrant, type RoundResults, runRounds } from "./rounds.ts";
import type { BenchTools } from "./tools.io.ts";
import type { Work } from "./work.ts";

export interface WorkResults extends RoundResults {
  readonly work: Work;
}

/** Measures a work's backends, and those of its peers that are there. */
export async function runWork(
  work: Work,
  isAbsent: (peer: PeerName) => boolean,
  tools: BenchTools,
  rounds: number,
): Promise<WorkResults> {
  return { work, ...(await runRounds(entrantsOf(work, isAbsent, tools), rounds)) };
}

/** Backends first, then peers, each once however many pairs it is in. */
function entrantsOf(work: Work, isAbsent: (peer: PeerName) => boolean, tools: BenchTools): Entrant[] {
  const backends = new Set(work.pairs.map(({ backend }) => backend));
  const peers = new Set(work.pairs.flatMap(({ peer }) => (peer === null || isAbsent(peer) ? [] : [peer])));
  return [
    ...[...backends].map((name) => ({ name, isPeer: false, measure: () => work.ours(name)(tools) })),
    ...[...peers].map((name) => ({ name, isPeer: true, measure: () => work.peers[name]!(tools) })),
  ];
}
