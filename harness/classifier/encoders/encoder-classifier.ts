import type { GraphProof } from "../../contract/index.ts";
import { denseDesign } from "../linear/design.ts";
import type { LinearModel } from "../linear/logistic-regression.ts";
import { linearProbabilities } from "../linear/probabilities.ts";
import type { Embedder } from "./embedder.ts";
import type { EncoderFacts } from "./encoder-facts.io.ts";

/** A frozen encoder with a linear classifier behind it, on a runtime. */
export interface OpenedEncoderClassifier {
  readonly facts: EncoderFacts;
  /** What `answer` does first. */
  tokenize(texts: readonly string[]): unknown;
  /** Probabilities in host memory: [texts, 1], of the second label, for two classes, else [texts, classes]. */
  answer(texts: readonly string[]): Promise<Float32Array>;
  /** Answers the first batch of some texts once more, outside any timing and observed, and reports what ran. */
  prove(texts: readonly string[]): Promise<GraphProof>;
  /** Frees everything; safe to call twice. */
  close(): Promise<void>;
}

/** An encoder that gives vectors, with a linear classifier that answers from these outside its graph. */
export function classifierBehind(
  { columns, embed, tokenize, prove, close }: Embedder,
  head: LinearModel,
  facts: EncoderFacts,
): OpenedEncoderClassifier {
  return {
    facts,
    tokenize,
    answer: async (texts) => linearProbabilities(head, denseDesign(await embed(texts), columns, [...texts.keys()])),
    prove,
    close,
  };
}
