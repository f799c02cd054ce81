import { addUpInRing, ConnectionLost, type RingMember } from "../../../base/ring/add-up.ts";
import { agreeOnMasks, fromRing, toRing } from "./masks.ts";

/** Sums over the members of a ring that some may drop out of. */
export interface RingSums {
  /** In the ring as it is now. */
  readonly member: RingMember;
  /** Adds up what all members bring to the same call, in place. @returns how many brought theirs */
  addUp(values: Float64Array): Promise<number>;
}

interface RingRules {
  /** Whether vectors are sent under masks. */
  readonly secure: boolean;
  /** Joins those who stay, when a neighbour is lost; null where that ends the training. */
  readonly rejoin: (() => Promise<RingMember>) | null;
}

interface Sum {
  readonly values: Float64Array;
  /** Members whose vectors are in it. */
  readonly of: number;
}

/**
 * Sums that outlast members: those who stay form a ring of their own, and an exchange that was in progress is made anew without the others,
 * under new masks. Where some of them already had its sum, they hand it on instead, so that all have the same. That takes one more exchange and
 * no secret shares, since those who stay are all there.
 */
export async function ringSums(first: RingMember, { secure, rejoin }: RingRules): Promise<RingSums> {
  let member = first;
  let masks = secure ? await agreeOnMasks(first, first.links) : null;
  let exchanges = 0;
  /** Of the last exchange. */
  let last: Sum | null = null;

  const attempt = async (values: Float64Array): Promise<Sum> => {
    const of = member.count;
    if (masks === null) {
      // What is lost with a neighbour must not be half a sum.
      const sums = rejoin === null ? values : values.slice();
      await addUpInRing(sums, member, member.links);
      return { values: sums, of };
    }
    const hidden = masks.hide(toRing(values, of));
    await addUpInRing(hidden, member, member.links);
    return { values: fromRing(hidden), of };
  };

  /** The sum that others had already when this member still waited for it. @returns null for a member that has all that any has */
  const missedSum = async (numbers: number): Promise<Sum | null> => {
    const made = new Float64Array(member.count);
    made[member.rank] = exchanges;
    await addUpInRing(made, member, member.links);
    const most = Math.max(...made);
    if (made.every((count) => count === most)) return null;
    const isBehind = exchanges < most;
    const handedOn = new Float64Array(1 + (isBehind ? numbers : last!.values.length));
    if (made.indexOf(most) === member.rank) {
      handedOn[0] = last!.of;
      handedOn.set(last!.values, 1);
    }
    await addUpInRing(handedOn, member, member.links);
    return isBehind ? { values: handedOn.slice(1), of: handedOn[0]! } : null;
  };

  const summed = async (values: Float64Array): Promise<Sum> => {
    for (let isRejoined = false; ; isRejoined = true) {
      try {
        if (isRejoined) {
          if (secure) masks = await agreeOnMasks(member, member.links);
          const missed = await missedSum(values.length);
          if (missed !== null) return missed;
        }
        return await attempt(values);
      } catch (error) {
        if (rejoin === null || !(error instanceof ConnectionLost)) throw error;
        member = await rejoin();
      }
    }
  };

  return {
    get member() {
      return member;
    },
    addUp: async (values) => {
      const sum = await summed(values);
      if (sum.values !== values) values.set(sum.values);
      exchanges += 1;
      if (rejoin !== null) last = sum;
      return sum.of;
    },
  };
}

/** A member has left the ring, as it was to. */
export class DroppedOut extends Error {
  override readonly name = "DroppedOut";
}

/**
 * Sums of a member that takes part in so many exchanges, sends the first part of one more, and is gone.
 * @param leave ends its connections
 * @throws DroppedOut from that exchange
 */
export async function sumsUntilLeaving(
  member: RingMember,
  { secure, exchanges, leave }: { readonly secure: boolean; readonly exchanges: number; readonly leave: () => void },
): Promise<RingSums> {
  let made = 0;
  const receive = async () => {
    if (made < exchanges) return member.links.receive();
    leave();
    throw new DroppedOut(`left the ring in exchange ${exchanges + 1}`);
  };
  const sums = await ringSums({ ...member, links: { send: member.links.send, receive } }, { secure, rejoin: null });
  return {
    member,
    addUp: async (values) => {
      const count = await sums.addUp(values);
      made += 1;
      return count;
    },
  };
}
