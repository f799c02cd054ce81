import { describe, expect, test } from "vitest";
import {
  type RingSums,
  ringSums,
  sumsUntilLeaving,
} from "../../../../../harness/classifier/training/together/ring-sums.ts";
import { breakableRing } from "../../../../fixtures/rings.ts";

const COUNT = 4;
const STAYING = 3;
const EXCHANGES = 3;
/** Messages of a member in one exchange: three to sum, three to hand out. */
const MESSAGES = 2 * (COUNT - 1);

/** Member r brings 2^r and, so that vectors have several parts, the number of the exchange. */
const vectorOf = (rank: number, exchange: number) => Float64Array.of(2 ** rank, exchange, 1, 0.5);

/** What a member has after each exchange: how many brought theirs, and the sums. */
async function allOf({ addUp }: RingSums, rank: number) {
  const had: (readonly number[])[] = [];
  for (let exchange = 0; exchange < EXCHANGES; exchange += 1) {
    const values = vectorOf(rank, exchange);
    const of = await addUp(values);
    had.push([of, ...values]);
  }
  return had;
}

/** Sums of members whose last one is gone instead of sending a message. */
async function whenLastIsGone(atMessage: number, secure: boolean) {
  const { members, leave, rejoin } = breakableRing(COUNT);
  const last = members.at(-1)!;
  let sent = Number.NEGATIVE_INFINITY;
  const send = (message: Uint8Array) => {
    if (sent === atMessage) {
      leave(last.rank);
      throw new Error("gone");
    }
    sent += 1;
    last.links.send(message);
  };
  const [gone, ...staying] = await Promise.all([
    ringSums({ ...last, links: { ...last.links, send } }, { secure, rejoin: null }),
    ...members
      .slice(0, STAYING)
      .map((member) => ringSums(member, { secure, rejoin: () => rejoin(member.rank, STAYING) })),
  ]);
  sent = 0;
  const ended = allOf(gone!, last.rank).catch((error: Error) => error.message);
  const had = await Promise.all(staying.map(allOf));
  return { had, ended: await ended };
}

describe.each([
  { form: "plain", secure: false },
  { form: "masked", secure: true },
])("$form sums", ({ secure }) => {
  test.each(Array.from({ length: 2 * MESSAGES }, (_, message) => message))(
    "those who stay agree on each, whether the last one is in it or not, when it is gone before message %i",
    async (atMessage) => {
      const { had, ended } = await whenLastIsGone(atMessage, secure);
      expect(ended).toBe("gone");
      for (const own of had) expect(own).toEqual(had[0]);
      // In the exchange in which it is gone its vector is in the sum of all, or of none.
      const of = had[0]!.map(([count]) => count);
      const during = Math.floor(atMessage / MESSAGES);
      expect(of.slice(0, during)).toEqual(new Array(during).fill(COUNT));
      expect(of.slice(during + 1)).toEqual(new Array(EXCHANGES - during - 1).fill(STAYING));
      // 1 + 2 + 4 with the last one's 8.
      expect(had[0]).toEqual(
        of.map((count, exchange) => [count, count === COUNT ? 15 : 7, exchange * count!, count, 0.5 * count!]),
      );
    },
  );
});

test("some have a sum already that others still wait for, and hand it on", async () => {
  // The fourth has handed out two parts of three.
  const { had } = await whenLastIsGone(MESSAGES - 1, false);
  expect(had.map(([first]) => first![0])).toEqual([COUNT, COUNT, COUNT]);
});

test("one that is to leave takes part in so many exchanges, and has sent a part of the next", async () => {
  const { members, leave, rejoin } = breakableRing(COUNT);
  const last = members.at(-1)!;
  const sums = await Promise.all([
    ...members
      .slice(0, STAYING)
      .map((member) => ringSums(member, { secure: true, rejoin: () => rejoin(member.rank, STAYING) })),
    sumsUntilLeaving(last, { secure: true, exchanges: 2, leave: () => leave(last.rank) }),
  ]);
  const had = await Promise.all(sums.map((own, rank) => allOf(own, rank).catch((error: Error) => error.message)));
  expect(had.at(-1)).toBe("left the ring in exchange 3");
  for (const own of had.slice(0, STAYING)) {
    expect((own as number[][]).map(([count, sum]) => [count, sum])).toEqual([
      [COUNT, 15],
      [COUNT, 15],
      [STAYING, 7],
    ]);
  }
});

test("where nobody may drop out, a lost neighbour ends the sums", async () => {
  const { members, leave } = breakableRing(2);
  const sums = await ringSums(members[0]!, { secure: false, rejoin: null });
  leave(1);
  await expect(sums.addUp(Float64Array.of(1, 2))).rejects.toThrow("the pipe ended");
});
