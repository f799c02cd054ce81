import { Agent, request } from "node:http";
import type { Socket } from "node:net";
import { Queue } from "../../base/queue.ts";

/** Requests of one text each, over connections that stay open. */
export class Load {
  readonly #agent: Agent;
  readonly #bodies: readonly Buffer[];
  readonly #url: URL;
  readonly #connections: number;
  readonly #sockets = new Set<Socket>();
  #sent = 0;
  #open = 0;
  /** Requests without a connection. Node's agent would keep them in an array that it shifts. */
  readonly #waiting = new Queue<() => void>();

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
    const next = this.#waiting.take();
    if (next === undefined) this.#open -= 1;
    else next();
  }

  #request(): Promise<boolean> {
    const body = this.#bodies[this.#sent++ % this.#bodies.length]!;
    const headers = { "content-type": "application/json", "content-length": body.length };
    return new Promise((resolve) => {
      const sent = request(this.#url, { method: "POST", agent: this.#agent, headers }, (response) => {
        response.on("end", () => resolve(response.statusCode === 200)).on("error", () => resolve(false));
        response.resume();
      });
      sent.on("socket", (socket) => this.#sockets.add(socket)).on("error", () => resolve(false));
      sent.end(body);
    });
  }

  /** All that went over its connections, both ways, headers included. */
  get bytes(): number {
    return [...this.#sockets].reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0);
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Answered requests per second where each connection sends its next one as soon as it has its answer. */
export async function closedLoopPerSecond(load: Load, connections: number, forMs: number): Promise<number> {
  const startMs = performance.now();
  let answered = 0;
  const connection = async () => {
    while (performance.now() - startMs < forMs) {
      if (await load.send()) answered += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return (answered / (performance.now() - startMs)) * 1000;
}
