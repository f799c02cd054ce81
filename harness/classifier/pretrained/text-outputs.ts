/** Which output of a text model is read, and what a classifier and an encoder are told apart by. */
import type { GraphProto } from "onnx-buf";
import { ConfigError } from "../../base/errors.ts";
import type { GraphValue } from "../../contract/index.ts";
import { declaredOutputs } from "./graph/declared-outputs.ts";
import { outputKind } from "./graph/graph-facts.ts";

const LOGITS = "logits";
/** As exporters name a vector a text, with pooling and all that follows inside the graph. */
const EMBEDDING = "sentence_embedding";
/** As they name a vector a token, in the order in which they are looked for. */
const HIDDEN_STATES = ["last_hidden_state", "token_embeddings"];

/** What an encoder's graph gives. */
export interface FeaturesOutput {
  readonly name: string;
  /** A vector a text, [texts, columns], or else one a token: [texts, tokens, columns]. */
  readonly isPooled: boolean;
  /** Null where the graph leaves it open. */
  readonly columns: number | null;
}

/** The output that transformers calls logits, or the only one. @throws ConfigError if that is none of scores */
export function scoresOutput(outputs: readonly GraphValue[]): GraphValue {
  const output = outputs.find(({ name }) => name === LOGITS) ?? (outputs.length === 1 ? outputs[0] : undefined);
  const hidden = output === undefined ? namedFeatures(outputs) : [output].find(isHidden);
  if (hidden !== undefined) {
    const problem = `its output "${hidden.name}" of [${hidden.dims.join(", ")}] has features of a text and no scores of labels`;
    throw new ConfigError(
      `${problem}; name the source encoder:FOLDER to fit a classifier to them, or export it as a text classifier`,
    );
  }
  if (output === undefined) {
    throw new ConfigError(`none of its outputs ${namesOf(outputs)} is "${LOGITS}"; export it as a text classifier`);
  }
  if (output.type !== "float32" || (output.dims.length !== 2 && output.dims.length !== 0)) {
    throw new ConfigError(
      `its output "${output.name}" must be float32 of [texts, labels], and is ${shapeOf(output)}; export it as a text classifier`,
    );
  }
  return output;
}

/**
 * The output with features of texts: "sentence_embedding", "last_hidden_state" or "token_embeddings", whichever is there first, or else the only one.
 * @param labels names of a classifier's labels, as config.json has them; null where it has none
 * @throws ConfigError if that is none of features
 */
export function featuresOutput(graph: GraphProto, labels: readonly string[] | null): FeaturesOutput {
  const outputs = declaredOutputs(graph);
  const output = namedFeatures(outputs) ?? (outputs.length === 1 ? outputs[0]! : undefined);
  const scores = output === undefined ? outputs.find(({ name }) => name === LOGITS) : [output].find(isOfScores);
  if (scores !== undefined) {
    throw new ConfigError(
      `its output "${scores.name}" scores labels, so it is a text classifier; name the source onnx:FOLDER, or export its body alone (optimum-cli export onnx --task feature-extraction)`,
    );
  }
  const way = "export it by optimum-cli export onnx --task feature-extraction";
  if (output === undefined) {
    const known = [EMBEDDING, ...HIDDEN_STATES].map((name) => `"${name}"`).join(", ");
    throw new ConfigError(`none of its outputs ${namesOf(outputs)} is one of ${known}; ${way}`);
  }
  const { name, type, dims } = output;
  const rank = dims.length === 0 ? rankOf(name) : dims.length;
  if (type !== "float32" || (rank !== 2 && rank !== 3) || (rankOf(name) ?? rank) !== rank) {
    const needed = "float32 of [texts, tokens, columns], or of [texts, columns]";
    throw new ConfigError(`its output "${name}" must be ${needed}, and is ${shapeOf(output)}; ${way}`);
  }
  const columns = dims.at(-1);
  return { name, isPooled: rank === 2, columns: typeof columns === "number" && columns > 0 ? columns : null };

  function isOfScores({ name: ofName, dims: ofDims }: GraphValue): boolean {
    if (ofName === LOGITS) return true;
    if (rankOf(ofName) !== null || ofDims.length === 3) return false;
    if (outputKind(graph, ofName) !== "logits") return true;
    return labels !== null && ofDims.at(-1) === labels.length;
  }
}

function namedFeatures(outputs: readonly GraphValue[]): GraphValue | undefined {
  return [EMBEDDING, ...HIDDEN_STATES]
    .map((known) => outputs.find(({ name }) => name === known))
    .find((one) => one !== undefined);
}

function isHidden({ name, dims }: GraphValue): boolean {
  return rankOf(name) !== null || (dims.length === 3 && name !== LOGITS);
}

/** Dimensions of an output of a known name; null for any other. */
function rankOf(name: string): 2 | 3 | null {
  if (name === EMBEDDING) return 2;
  return HIDDEN_STATES.includes(name) ? 3 : null;
}

function namesOf(outputs: readonly GraphValue[]): string {
  return outputs.map(({ name }) => name).join(", ");
}

function shapeOf({ type, dims }: GraphValue): string {
  return `${type} of [${dims.join(", ")}]`;
}
