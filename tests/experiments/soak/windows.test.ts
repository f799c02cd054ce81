import { expect, test } from "vitest";
import { loadInWindows } from "../../../experiments/soak/windows.ts";
import { FakeClock } from "../../fixtures/fake-clock.ts";

test("what is due in a part of the time counts there, whenever it is answered, and what is due after the end is not sent", async () => {
  const clock = new FakeClock();
  const ends: number[] = [];
  let sent = 0;
  const loaded = loadInWindows(
    {
      clock,
      send: async () => {
        sent += 1;
        await clock.sleep(sent === 1 ? 15 : 1);
        return sent % 2 === 0;
      },
    },
    [2, 8, 12, 20],
    {
      forMs: 20,
      windowMs: 10,
      onWindow: async () => {
        ends.push(clock.nowMs());
      },
    },
  );
  await clock.goTo(100);
  const windows = await loaded;
  expect(sent).toBe(3);
  expect(ends).toEqual([10, 20]);
  // The first is answered at 17, when three are sent: an odd number.
  expect(windows.map(({ errors, latencyUs }) => [latencyUs.count, latencyUs.max, errors])).toEqual([
    [2, 15_007, 1],
    [1, 1_000, 1],
  ]);
});
