import { expect, test } from "vitest";
import { roomOf } from "../../../reports/charts/room.ts";

test("a chart takes 60 pixels more than its plot, which is 300 pixels high unless it says so", () => {
  expect(roomOf({ height: 240 })).toBe(300);
  expect(roomOf({ height: { step: 20 } })).toBe(360);
  expect(roomOf({})).toBe(360);
});
