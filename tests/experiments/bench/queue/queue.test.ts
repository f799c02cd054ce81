import { expect, test } from "vitest";
import { measureQueue } from "../../../../experiments/bench/queue/queue.io.ts";
import { describeWithRedis } from "../../../fixtures/redis.ts";

describeWithRedis("a simulated backlog", () => {
  test("is collected to its last cell", async () => {
    const report = await measureQueue(30);
    expect(report).toMatch(/^to 30 /m);
    expect(report).toMatch(/^all /m);
    expect(report).toContain("queue: 30 cells");
  });
});
