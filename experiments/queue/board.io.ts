import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { HonoAdapter } from "@bull-board/hono";
import { createAdaptorServer } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono, type MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Redis } from "ioredis";
import { CODES_KEY, keysOf, SECONDS_KEPT } from "../../harness/queue/names.ts";
import { OpenQueues } from "../../harness/queue/open-queues.io.ts";
import { listenRefusal } from "../listen-refusal.ts";

export interface BoardPlace {
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Serves bull-board's page of the jobs of all measuring codes.
 * @returns where it is, such as http://127.0.0.1:3000
 * @throws ConfigError where it cannot listen there
 */
export async function serveBoard(
  redis: Redis,
  place: BoardPlace,
): Promise<{ readonly address: string; close(): Promise<void> }> {
  const queues = new ShownQueues(redis);
  const pages = new HonoAdapter(serveStatic);
  const { setQueues } = createBullBoard({
    queues: [],
    serverAdapter: pages,
    // A worker of pricewar fetches from all queues over one connection, which bull-board does not know as theirs.
    options: { uiConfig: { boardTitle: "pricewar", showWorkers: false } },
  });
  const app = new Hono();
  app.use(secureHeaders({ contentSecurityPolicy: SAME_ORIGIN, strictTransportSecurity: false }));
  if (LOOPBACK.includes(place.host)) app.use(fromThisMachine);
  app.use(readOnly);
  app.use("/api/queues", async (_, next) => {
    setQueues(await queues.all());
    await next();
  });
  app.route("/", pages.registerPlugin());
  const server = createAdaptorServer({ fetch: app.fetch });
  await listening(server, place);
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://${place.host.includes(":") ? `[${place.host}]` : place.host}:${port}`,
    close: async () => {
      // A page asks again and again over connections that it keeps.
      if ("closeAllConnections" in server) server.closeAllConnections();
      server.close();
      await queues.close();
    },
  };
}

async function listening(server: ReturnType<typeof createAdaptorServer>, { port, host }: BoardPlace): Promise<void> {
  server.listen(port, host);
  await once(server, "listening").catch((cause: NodeJS.ErrnoException) => {
    throw listenRefusal(cause, { port, host });
  });
}

/** The page asks for a font of another host: who watches a run is nobody else's matter. */
const SAME_ORIGIN = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", "data:"],
  frameAncestors: ["'none'"],
};

/** Pages of other sites may not read jobs by a name of theirs that leads here. */
const fromThisMachine: MiddlewareHandler = async (context, next) => {
  const { hostname } = new URL(context.req.url);
  if (!LOOPBACK.includes(hostname)) return context.text(`${hostname} is no name of this machine`, 403);
  return next();
};

/** A job that is removed or tried again behind a run's back would be missing from it, or be done twice. */
const readOnly: MiddlewareHandler = async (context, next) => {
  if (context.req.method !== "GET" && context.req.method !== "HEAD") {
    return context.json({ error: "this board shows jobs, and changes none" }, 405);
  }
  return next();
};

/** Queues as bull-board shows them, each of them once. */
class ShownQueues {
  readonly #redis: Redis;
  readonly #open = new Map<string, OpenQueues>();
  readonly #shown = new Map<string, BullMQAdapter>();

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** Those of codes that there was work for in the time that Redis keeps what belongs to it. */
  async all(): Promise<BullMQAdapter[]> {
    const codes = await this.#redis.zrange(CODES_KEY, Date.now() - SECONDS_KEPT * 1000, "+inf", "BYSCORE");
    for (const code of codes) {
      const open = this.#open.get(code) ?? new OpenQueues(this.#redis, code);
      this.#open.set(code, open);
      for (const name of await this.#redis.smembers(keysOf(code).queues)) {
        const prefix = `${code}:`;
        if (this.#shown.has(prefix + name)) continue;
        const options = { readOnlyMode: true, prefix, delimiter: ":" };
        this.#shown.set(prefix + name, new BullMQAdapter(open.named(name), options));
      }
    }
    return [...this.#shown.values()];
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((open) => open.close()));
  }
}
