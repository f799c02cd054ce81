import type { PeerName } from "./peers.ts";
import { type Contestant, type RoundResults, runRounds } from "./rounds.ts";
import type { BenchTools } from "./tools.io.ts";
import type { Work } from "./work.ts";

export interface WorkResults extends RoundResults {
  readonly work: Work;
}

/** Measures a work's backends, and its peers that are on this machine. */
export async function runWork(
  work: Work,
  isAbsent: (peer: PeerName) => boolean,
  tools: BenchTools,
  rounds: number,
): Promise<WorkResults> {
  return {
    work,
    ...(await runRounds(contestantsOf(work, isAbsent, tools), Math.min(rounds, work.mostRounds ?? rounds))),
  };
}

/** Backends first, then peers, each once, no matter in how many pairs it is, or on which side. */
function contestantsOf(work: Work, isAbsent: (peer: PeerName) => boolean, tools: BenchTools): Contestant[] {
  const backends = new Set(work.pairs.map(({ backend }) => backend));
  const peers = new Set(
    work.pairs.flatMap(({ peer }) => (peer === null || isAbsent(peer) || backends.has(peer) ? [] : [peer])),
  );
  return [
    ...[...backends].map((name) => ({ name, isPeer: false, measure: () => work.ours(name)(tools) })),
    ...[...peers].map((name) => ({ name, isPeer: true, measure: () => work.peers[name]!(tools) })),
  ];
}
