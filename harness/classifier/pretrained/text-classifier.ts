import { join } from "node:path";
import { plural } from "../../base/counts.ts";
import { ConfigError } from "../../base/errors.ts";
import type { Backend, GraphProof } from "../../contract/index.ts";
import { outputCountOf } from "../../contract/model-sizes.ts";
import type { LabelMap } from "../../contract/model-source.ts";
import { outputKind } from "./graph/graph-facts.ts";
import { matchLabels } from "./labels.ts";
import { inFile, type Pretrained } from "./pretrained.io.ts";
import { outputProbabilities } from "./scores.ts";
import { labelNames } from "./settings.ts";
import { openTextGraph, type TextGraphOptions } from "./text-graph.ts";
import { scoresOutput } from "./text-outputs.ts";
import type { TokenizedText } from "./tokenizer/text-tokenizer.ts";

export interface TextClassifierOptions extends TextGraphOptions {
  /** Labels of the data, in their order. */
  readonly labels: readonly string[];
  /** Which label of the data a label of the model stands for, where their names differ. */
  readonly labelMap?: LabelMap | undefined;
}

/** A pretrained classifier that answers in the labels of the data. */
export interface TextClassifier {
  /** Probabilities: [texts, 1] of the second label for two labels, else [texts, labels], as a Session's. */
  answer(texts: readonly string[]): Promise<Float32Array>;
  /** Ids of a text as the graph reads them, without padding. */
  tokenize(text: string): TokenizedText;
  /** Runs some texts once more, outside any timing and observed, and reports what ran. */
  prove(texts: readonly string[]): Promise<GraphProof>;
  /** Frees everything; safe to call twice. */
  close(): Promise<void>;
}

/** @throws ConfigError if the folder is no classifier of these labels; BackendError */
export async function openTextClassifier(
  pretrained: Pretrained,
  backend: Backend,
  { labels, labelMap, ...options }: TextClassifierOptions,
): Promise<TextClassifier> {
  const { path, settings, graph, graphName } = pretrained;
  const names = inFile(join(path, "config.json"), () => labelNames(settings.model));
  const text = await openTextGraph(pretrained, backend, options);
  try {
    const { name: output, dims } = inFile(join(path, graphName), () => scoresOutput(text.outputs));
    const count = typeof dims[1] === "number" ? dims[1] : (names?.length ?? null);
    inFile(join(path, "config.json"), () => refuseProblem(settings.model.problem_type, count));
    const { kind, ofModel } = inFile(join(path, graphName), () => {
      const kindOfScores = outputKind(graph, output);
      if (kindOfScores === "sigmoid" && count !== 1) throw severalLabels("its last operator is Sigmoid");
      return { kind: kindOfScores, ofModel: modelLabels(names, count) };
    });
    const target = inFile(join(path, "config.json"), () => matchLabels(ofModel.names, labels, labelMap));
    const columns = outputCountOf(labels.length);
    return {
      answer: async (texts) => {
        const answers = new Float32Array(texts.length * columns);
        await text.run(texts, output, ({ data, dims }, { places }) => {
          if (dims.length !== 2 || dims[0]! < places.length || dims[1] !== ofModel.outputs) {
            throw new ConfigError(
              `${path}: "${output}" must be [texts, ${ofModel.outputs}], and is [${dims.join(", ")}] for ${plural(places.length, "text")}`,
            );
          }
          places.forEach((place, row) => {
            const scores = data.subarray(row * ofModel.outputs, (row + 1) * ofModel.outputs);
            const byLabel = new Float64Array(labels.length);
            outputProbabilities(scores, kind).forEach((probability, index) => {
              byLabel[target[index]!]! += probability;
            });
            answers.set(columns === 1 ? byLabel.subarray(1) : byLabel, place * columns);
          });
        });
        return answers;
      },
      tokenize: text.tokenize,
      prove: text.prove,
      close: text.close,
    };
  } catch (error) {
    await text.close();
    throw error;
  }
}

/** Of a single number, "multi_label_classification" is how transformers in JavaScript is told to take the sigmoid. */
function refuseProblem(problem: string | null | undefined, count: number | null): void {
  if (problem === "regression")
    throw new ConfigError("the model gives a number, not a label (problem_type regression); use a classifier");
  if (problem === "multi_label_classification" && count !== 1) throw severalLabels(`problem_type ${problem}`);
}

function severalLabels(shownBy: string): ConfigError {
  const ours = "pricewar's texts have one label each; use a model of one label a text";
  return new ConfigError(`the model scores each label by itself (${shownBy}), and ${ours}`);
}

/** Labels of the model and how many numbers it gives for a text: one where it gives the second of two labels alone. */
function modelLabels(
  names: readonly string[] | null,
  count: number | null,
): { names: readonly string[]; outputs: number } {
  if (count === null) throw new ConfigError("nothing says how many labels it has; add id2label to config.json");
  const labels = names ?? Array.from({ length: Math.max(2, count) }, (_, index) => `LABEL_${index}`);
  const isSecondAlone = count === 1 && labels.length === 2;
  if (labels.length < 2 || (count !== labels.length && !isSecondAlone)) {
    throw new ConfigError(
      `it gives ${count} numbers a text, and config.json names ${labels.length} labels; correct id2label`,
    );
  }
  return { names: labels, outputs: count };
}
