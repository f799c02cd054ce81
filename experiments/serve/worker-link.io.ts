import type { Registry } from "prom-client";
import type { ToPrimary, ToWorker } from "./messages.ts";

/** A worker's side of /metrics: reports its own, and asks for those of all. */
export class WorkerLink {
  readonly #waiting = new Map<number, (text: string) => void>();
  #asked = 0;

  /** Answers the primary from now on. */
  report(registry: Registry): void {
    process.on("message", async (message: ToWorker) => {
      if (message.type === "report wanted") {
        send({ type: "report", round: message.round, metrics: await registry.getMetricsAsJSON() });
      } else if (message.type === "metrics") {
        this.#waiting.get(message.id)?.(message.text);
        this.#waiting.delete(message.id);
      }
    });
  }

  /** Those of all workers, in the text format of Prometheus. */
  metricsText(): Promise<string> {
    const id = this.#asked++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      send({ type: "metrics wanted", id });
    });
  }
}

function send(message: ToPrimary): void {
  process.send!(message);
}
