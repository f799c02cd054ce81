import type { RingPlace } from "../../base/ring/add-up.ts";
import { listenInRing, type TcpRing } from "../../base/ring/tcp-ring.io.ts";
import type { WorkerInRing } from "../phases/sources/source-tools.ts";

/** @param port where this worker listens. @returns where the next one of so many does */
export type FindNext = (port: number, count: number) => Promise<number>;

/** Joins the ring of a training, which can be joined anew by those who stay. Its links lead to the neighbours of the ring as it is. */
export async function joinChangingRing(first: RingPlace, token: string, findNext: FindNext): Promise<WorkerInRing> {
  let ring = await joined(first);
  let sentBefore = 0;
  const links = {
    send: (message: Uint8Array) => ring.send(message),
    receive: () => ring.receive(),
    get sentBytes() {
      return sentBefore + ring.sentBytes;
    },
  };
  return {
    ...first,
    links,
    leave: () => ring.close(),
    rejoin: async (count) => {
      // The neighbours, which may wait for others, learn of it.
      ring.close();
      const next = await joined({ rank: first.rank, count });
      sentBefore += ring.sentBytes;
      ring = next;
      return { rank: first.rank, count, links };
    },
  };

  async function joined(place: RingPlace): Promise<TcpRing> {
    const member = await listenInRing(place, token);
    try {
      return await member.join(await findNext(member.port, place.count));
    } catch (error) {
      member.close();
      throw error;
    }
  }
}
