import { Agent, request } from "node:http";
import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** Requests of one text each, over connections that stay open. */
export class Load {
  readonly #agent: Agent;
  readonly #bodies: readonly Buffer[];
  readonly #url: URL;
  readonly #connections: number;
  #sent = 0;
  #open = 0;
  /**
   * Requests without a connection, from `#next` on. Node's agent would keep them in an array that it shifts, which takes longer
   * the more there are: a load that once fell behind would never catch up.
   */
  #waiting: (() => void)[] = [];
  #next = 0;

  /** @param texts sent in turn */
  constructor(address: string, texts: readonly string[], connections: number) {
    this.#url = new URL("/predict", address);
    this.#connections = connections;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.#bodies = texts.map((text) => Buffer.from(JSON.stringify({ text })));
  }

  /** @returns whether it was answered with 200 */
  async send(): Promise<boolean> {
    if (this.#open === this.#connections) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#open += 1;
    const isAnswered = await this.#request();
    this.#passOn();
    return isAnswered;
  }

  /** Gives the connection to whoever has waited longest. */
  #passOn(): void {
    const next = this.#waiting[this.#next];
    if (next === undefined) {
      this.#waiting = [];
      this.#next = 0;
      this.#open -= 1;
    } else {
      this.#next += 1;
      next();
    }
  }

  #request(): Promise<boolean> {
    const body = this.#bodies[this.#sent++ % this.#bodies.length]!;
    const headers = { "content-type": "application/json", "content-length": body.length };
    return new Promise((resolve) => {
      const sent = request(this.#url, { method: "POST", agent: this.#agent, headers }, (response) => {
        response.on("end", () => resolve(response.statusCode === 200)).on("error", () => resolve(false));
        response.resume();
      });
      sent.on("error", () => resolve(false));
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Requests per second where each connection sends its next one as soon as it has its answer. */
export async function closedLoopPerSecond(load: Load, connections: number, forMs: number): Promise<number> {
  const startMs = performance.now();
  let answered = 0;
  const connection = async () => {
    while (performance.now() - startMs < forMs) {
      await load.send();
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return (answered / (performance.now() - startMs)) * 1000;
}

/** What became of the requests that were due in a part of the time. */
export interface LoadWindow {
  readonly latencyUs: RecordableHistogram;
  errors: number;
}

/**
 * Sends requests when they are due, whatever became of those before. A latency counts from the moment that was due, so a
 * service that stands still for a second has made all requests of that second wait.
 * @param dueMs from the start, rising
 * @param windowMs length of each window
 * @param onWindow called at the end of each window, when its last requests may not be answered yet
 * @returns the windows, when all requests are answered
 */
export async function openLoop(
  load: Pick<Load, "send">,
  dueMs: Iterator<number, never>,
  { forMs, windowMs, onWindow }: { forMs: number; windowMs: number; onWindow: (window: LoadWindow) => Promise<void> },
): Promise<LoadWindow[]> {
  const startMs = performance.now();
  const windows = Array.from({ length: Math.ceil(forMs / windowMs) }, newWindow);
  const pending = new Set<Promise<void>>();
  const sendDue = (atMs: number) => {
    const window = windows[Math.floor(atMs / windowMs)]!;
    const answered = load.send().then((isAnswered) => {
      pending.delete(answered);
      window.latencyUs.record(Math.max(1, Math.round((performance.now() - startMs - atMs) * 1000)));
      if (!isAnswered) window.errors += 1;
    });
    pending.add(answered);
  };
  let ended = 0;
  for (let nextMs = dueMs.next().value; nextMs < forMs; ) {
    const nowMs = performance.now() - startMs;
    for (; nextMs <= nowMs && nextMs < forMs; nextMs = dueMs.next().value) sendDue(nextMs);
    if (nowMs >= (ended + 1) * windowMs) void onWindow(windows[ended++]!);
    await sleep(1);
  }
  await Promise.all(pending);
  for (const window of windows.slice(ended)) await onWindow(window);
  return windows;
}

function newWindow(): LoadWindow {
  return { latencyUs: createHistogram(), errors: 0 };
}
