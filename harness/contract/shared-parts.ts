import type { Outcomes, Quality } from "./quality.ts";
import type { OkRecord } from "./record.ts";
import type { RunLine } from "./run-line.ts";

/**
 * Lets the records of a run share what is equal in them, which is most of their bytes: the labels of the test rows, which of these stand
 * among the training rows, the machine and its price, and the answers of one model on several runtimes.
 * @returns to be called with each line as it is read
 */
export function partSharing(): (line: RunLine) => RunLine {
  const texts = new Map<string, string>();
  const hosts = new Map<string, OkRecord["host"]>();
  const prices = new Map<string, OkRecord["cost"]["price"]>();
  const shared = <T>(kept: Map<string, T>, key: string, value: T): T => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    kept.set(key, value);
    return value;
  };
  const text = (own: string) => shared(texts, own, own);
  const outcomes = (own: Outcomes | null) =>
    own === null ? null : { ...own, labels: text(own.labels), predictions: text(own.predictions) };
  const quality = (own: Quality): Quality => ({
    ...own,
    correct: text(own.correct),
    test: outcomes(own.test),
    validation: outcomes(own.validation),
  });
  return (line) => {
    if (!("status" in line)) return line;
    const record = { ...line, host: shared(hosts, JSON.stringify(line.host), line.host) };
    if (record.status !== "ok") return record;
    const { corpus, cost } = record;
    return {
      ...record,
      cost: { ...cost, price: shared(prices, JSON.stringify(cost.price), cost.price) },
      quality: quality(record.quality),
      corpus: corpus === null ? null : { ...corpus, seen: text(corpus.seen) },
    };
  };
}
