import { contentId } from "../../base/canonical-json.ts";
import { perObject } from "../../base/per-object.ts";
import { type OkRecord, type ServingSample, sampleMachine } from "../../contract/index.ts";

/** A sample of serving, with the seed of the cell that it was taken of. */
export interface SeededSample extends ServingSample {
  readonly seed: number;
}

/** The part of a record that says what serving its cell does. */
type ServedRecord = Pick<OkRecord, "graph" | "experiment" | "repeat" | "code">;

/**
 * Identifies the work of serving a cell: two cells that share it run the same graph over the same texts in the same way, and
 * differ only in the values of their weights. They have one cost, and any difference between their samples is noise.
 * @returns the run alone for a record that does not know its graph
 */
export const servingWork = perObject(({ graph, experiment, repeat, code }: ServedRecord): string => {
  if (graph === undefined) return `${experiment.id}#${repeat}`;
  const { dataset, tokenizer, model } = experiment;
  // A threshold reads the same probability in another way.
  const { threshold: _, ...serving } = experiment.serving;
  const { vocabulary, maxLength, bigrams = 0 } = model;
  return contentId({ graph, dataset, tokenizer, vocabulary, maxLength, bigrams, serving, code });
});

/** The round of one machine that a sample was taken in: its samples share the machine's state, however many there are. */
export function roundOf(sample: ServingSample): string {
  return `${sample.round} ${sampleMachine(sample)}`;
}
