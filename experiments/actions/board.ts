import { once } from "node:events";
import { shownRedis } from "../../harness/queue/redis-url.ts";
import { note } from "../print.ts";
import { redisPlace, withQueuePackages } from "../queue/redis-place.ts";
import { stopOnSignals } from "../stop-on-signals.ts";
import { withPackages } from "../with-packages.ts";

interface Options {
  readonly redis: string;
  readonly port: number;
  readonly host: string;
}

const PACKAGES = ["@bull-board/api", "@bull-board/hono", "hono", "@hono/node-server"];

/** Serves a page of the jobs in a Redis until SIGTERM or Ctrl-C. */
export async function board({ redis, port, host }: Options): Promise<void> {
  const place = redisPlace(redis);
  const { connectFirst, disconnect } = await withQueuePackages(() => import("../../harness/queue/connect.io.ts"));
  const { serveBoard } = await withPackages("board", PACKAGES, () => import("../queue/board.io.ts"));
  const stop = stopOnSignals();
  const connection = await connectFirst(place, note, stop);
  try {
    const server = await serveBoard(connection, { port, host });
    note(`the jobs in ${shownRedis(place)} are shown at ${server.address} until Ctrl-C`);
    if (!stop.aborted) await once(stop, "abort");
    await server.close();
  } finally {
    disconnect(connection);
  }
}
