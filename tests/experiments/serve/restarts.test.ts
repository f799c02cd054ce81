import { expect, test } from "vitest";
import { mayRestart } from "../../../experiments/serve/restarts.ts";

test("five deaths in a minute are replaced, the sixth ends the service; old ones are forgotten", () => {
  const tenSecondsApart = [0, 10_000, 20_000, 30_000, 40_000];
  expect(mayRestart(tenSecondsApart, 40_000)).toBe(true);
  expect(mayRestart([...tenSecondsApart, 50_000], 50_000)).toBe(false);
  // At 60,000 that of 0 is a minute old.
  expect(mayRestart([...tenSecondsApart, 60_000], 60_000)).toBe(true);
});
