import { Writable } from "node:stream";
import { pino } from "pino";
import type { OpenModel } from "../../../experiments/open-model.io.ts";
import { createService, type Service, type ServiceSetup } from "../../../experiments/serve/app.ts";
import { systemClock } from "../../../harness/base/clock.io.ts";
import type { Answer } from "../../../harness/classifier/answers.ts";

/** "good" with 0.75 to texts with an exclamation mark, else "bad" with 1. */
export const MODEL: Pick<OpenModel, "labels" | "answer"> = {
  labels: ["bad", "good"],
  answer: async (texts) =>
    texts.map((text): Answer => {
      const good = text.includes("!") ? 0.75 : 0;
      const probabilities = [["bad", 1 - good] as const, ["good", good] as const];
      return { label: good > 0.5 ? "good" : "bad", probabilities };
    }),
};

/** A service with narrow limits on no port, and what it logged. */
export function serviceOf(changed: Partial<ServiceSetup> = {}): Service & { readonly logged: () => string } {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const service = createService({
    model: MODEL,
    batching: { maxBatch: 8, maxDelayMs: 0, maxQueued: 4 },
    limits: { maxBodyBytes: 200, maxTexts: 3, maxCharacters: 20 },
    clock: systemClock,
    logger: pino({ level: "trace" }, stream),
    ...changed,
  });
  return { ...service, logged: () => lines.join("") };
}

export const JSON_TYPE = { "content-type": "application/json" };

/** A request of POST /predict. */
export function predicting(body: unknown) {
  return { method: "POST", url: "/predict", headers: JSON_TYPE, body: JSON.stringify(body) } as const;
}
