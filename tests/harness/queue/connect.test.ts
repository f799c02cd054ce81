import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { freePort } from "../../../experiments/free-port.io.ts";
import { connectFirst } from "../../../harness/queue/connect.io.ts";
import { parseRedisUrl } from "../../../harness/queue/redis-url.ts";

test("a command that is stopped before a Redis answers waits for it no longer, and says what it heard last", async () => {
  const place = parseRedisUrl(`redis://127.0.0.1:${await freePort()}`, undefined);
  const stop = new AbortController();
  const connecting = [
    connectFirst(place, () => undefined, AbortSignal.abort()),
    connectFirst(place, () => undefined, stop.signal),
  ];
  const refused = connecting.map((one) => expect(one).rejects.toThrow(/cannot be reached \(ECONNREFUSED\)/));
  await setTimeout(20);
  stop.abort();
  await Promise.all(refused);
});
