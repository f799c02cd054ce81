/** The model of time on several machines, held against the ring itself on links whose time is simulated. */
import { describe, expect, test } from "vitest";
import { addUpInRing, type RingLinks } from "../../../../../harness/base/ring/add-up.ts";
import { linkOf, measureLink } from "../../../../../harness/classifier/training/together/measure-link.ts";
import { exchangeMs } from "../../../../../harness/judge/pricing/machines/time-on-machines.ts";

const LINK = { latencyMs: 0.25, bytesPerSecond: 2e6 };

/** A ring whose members have clocks of their own, which a message moves to when it arrives. */
function simulatedRing(count: number) {
  const clocks = new Array<number>(count).fill(0);
  const sent = clocks.map((): { message: Uint8Array; arrivesMs: number }[] => []);
  const waiting = clocks.map((): (() => void) | null => null);
  const links = clocks.map((_, rank): RingLinks => {
    const before = (rank - 1 + count) % count;
    return {
      send: (message) => {
        const tookMs = LINK.latencyMs + (message.length / LINK.bytesPerSecond) * 1000;
        sent[rank]!.push({ message: message.slice(), arrivesMs: clocks[rank]! + tookMs });
        waiting[rank]?.();
      },
      receive: async () => {
        while (sent[before]!.length === 0) {
          await new Promise<void>((resolve) => {
            waiting[before] = resolve;
          });
        }
        const { message, arrivesMs } = sent[before]!.shift()!;
        clocks[rank] = Math.max(clocks[rank]!, arrivesMs);
        return message;
      },
    };
  });
  return { clocks, links };
}

describe.each([2, 3, 4, 8])("%i members", (count) => {
  test("need exactly as long for an exchange as the model says", async () => {
    const { clocks, links } = simulatedRing(count);
    const numbers = 24_000;
    await Promise.all(
      links.map((link, rank) => addUpInRing(new Float64Array(numbers).fill(rank), { rank, count }, link)),
    );
    const predictedMs = exchangeMs({ numbers, bytesOfNumber: 8 }, count, LINK);
    for (const clock of clocks) expect(clock).toBeCloseTo(predictedMs, 9);
  });

  test("measure the link that they have, but for what a short message is long", async () => {
    const { clocks, links } = simulatedRing(count);
    const found = await Promise.all(links.map((link, rank) => measureLink({ rank, count }, link, () => clocks[rank]!)));
    for (const { latencyMs, bytesPerSecond } of found) {
      // A number takes 8 bytes at most: 0.004 ms.
      expect(latencyMs).toBeGreaterThan(0.2);
      expect(latencyMs).toBeLessThan(0.2541);
      expect(bytesPerSecond / LINK.bytesPerSecond).toBeCloseTo(1, 2);
    }
  });
});

test("two members: 0.4 ms for a short vector are 0.2 ms a message, and 4 ms more for half a megabyte each way are 262 MB/s", () => {
  // 131,072 numbers of 8 bytes in two halves: 524,288 bytes in (4.4 - 0.4) / 2 = 2 ms.
  expect(linkOf({ shortMs: 0.4, longMs: 4.4 }, 2)).toEqual({ latencyMs: 0.2, bytesPerSecond: 262_144_000 });
});
