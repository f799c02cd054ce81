import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { startPricewar } from "../../fixtures/pricewar.ts";

interface LogLine {
  readonly msg: string;
  readonly pid: number;
  readonly address?: string;
}

/** A `pricewar serve` on a free port. */
export class RunningService {
  readonly child: ChildProcess;
  #output = "";

  constructor(args: readonly string[]) {
    this.child = startPricewar(["serve", "--port", "0", ...args], { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.on("data", (chunk) => {
        this.#output += chunk;
      });
    }
  }

  get output(): string {
    return this.#output;
  }

  /** The log's lines with this message, as soon as there are so many. */
  async logged(msg: string, count = 1): Promise<readonly LogLine[]> {
    return until(() => {
      const lines = this.#output.split("\n").filter((line) => line.startsWith("{") && line.endsWith("}"));
      const found = lines.map((line) => JSON.parse(line) as LogLine).filter((line) => line.msg === msg);
      if (found.length >= count) return found;
      if (this.child.exitCode !== null) throw new Error(`ended before "${msg}": ${this.#output}`);
      return null;
    });
  }

  async address(): Promise<string> {
    return (await this.logged("listening"))[0]!.address!;
  }

  async predict(body: unknown): Promise<Response> {
    return fetch(`${await this.address()}/predict`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  /** The value of a metric, labels included; null if there is none. */
  async metric(name: string): Promise<number | null> {
    const text = await (await fetch(`${await this.address()}/metrics`)).text();
    const line = text.split("\n").find((one) => one.startsWith(`${name} `));
    return line === undefined ? null : Number(line.split(" ")[1]);
  }

  async metricBecomes(name: string, value: number): Promise<void> {
    await until(async () => ((await this.metric(name)) === value ? true : null));
  }

  /** @returns the exit code */
  async stopped(): Promise<number | null> {
    this.child.kill("SIGTERM");
    if (this.child.exitCode === null) await once(this.child, "exit");
    return this.child.exitCode;
  }
}

const PATIENCE_MS = 30_000;

/** Asks until there is an answer. */
async function until<T>(ask: () => T | null | Promise<T | null>): Promise<T> {
  const startMs = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() - startMs > PATIENCE_MS) throw new Error("no answer in half a minute");
    await sleep(20);
  }
}
