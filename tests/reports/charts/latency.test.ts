import { expect, test } from "vitest";
import { drawnOf } from "./drawn.ts";

test("latency that was never measured gives no chart", () => {
  expect(drawnOf("latency", "lone")).toBeNull();
});
