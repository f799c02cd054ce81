import { join } from "node:path";
import { ConfigError } from "../../base/errors.ts";
import type { Backend, GraphOutput, GraphProof, GraphSession, GraphValue } from "../../contract/index.ts";
import { openFolderTokenizer } from "./folder-tokenizer.ts";
import { inFile, type Pretrained } from "./pretrained.io.ts";
import { lengthLimit } from "./settings.ts";
import {
  type BatchRules,
  fixedSize,
  TEXT_INPUTS,
  type TextBatch,
  type TextInputSpec,
  textBatches,
} from "./text-batches.ts";
import type { TokenizedText } from "./tokenizer/text-tokenizer.ts";
import { unusable } from "./unusable.ts";

/** Texts in a run by default. */
const ROWS = 32;

export interface TextGraphOptions {
  readonly threads: number;
  /** Most tokens of a text, special ones included; at most what the model reads, which is the default. */
  readonly maxLength?: number | undefined;
  /** Most texts in a run of the graph; 32 by default. */
  readonly textsPerRun?: number | undefined;
}

/** A pretrained graph that reads texts. */
export interface TextGraph {
  readonly outputs: readonly GraphValue[];
  /** Most tokens of a text; null without a limit. */
  readonly maxLength: number | null;
  /** Ids of a text as the graph reads them, without padding. */
  tokenize(text: string): TokenizedText;
  /**
   * Runs all texts, those of like length together.
   * @param take gets each run's output, [rows of the batch and more, ...], with the texts that it answers
   */
  run(texts: readonly string[], output: string, take: (values: GraphOutput, batch: TextBatch) => void): Promise<void>;
  /** Runs some texts once more, outside any timing and observed, and reports what ran. */
  prove(texts: readonly string[]): Promise<GraphProof>;
  close(): Promise<void>;
}

/**
 * Opens a pretrained folder's graph and tokenizer on a backend.
 * @throws ConfigError if the backend opens no foreign graphs, or the files do not fit together; BackendError
 */
export async function openTextGraph(
  pretrained: Pretrained,
  backend: Backend,
  options: TextGraphOptions,
): Promise<TextGraph> {
  if (backend.openGraph === undefined) {
    throw new ConfigError(
      `backend "${backend.name}" runs pricewar's own graphs alone; serve ${pretrained.path} on "onnx" or another ONNX Runtime`,
    );
  }
  const session = await backend.openGraph(pretrained.bytes, { threads: options.threads });
  try {
    return textGraph(pretrained, session, options);
  } catch (error) {
    await session.close();
    throw error;
  }
}

function textGraph(
  pretrained: Pretrained,
  session: GraphSession,
  { maxLength, textsPerRun = ROWS }: TextGraphOptions,
): TextGraph {
  const { path, settings, graphName } = pretrained;
  const inputs = inFile(join(path, graphName), () => textInputs(session.inputs));
  const shape = session.inputs.find(({ name }) => name === "input_ids")!;
  const fixedRows = fixedSize(shape, 0);
  const width = fixedSize(shape, 1);
  const limit = shorter(shorter(lengthLimit(settings), width), maxLength ?? null);
  if (maxLength !== undefined && limit !== null && maxLength > limit) {
    throw unusable(
      path,
      `a text may have at most ${limit} tokens, got the length ${maxLength}; give a smaller one or none`,
    );
  }
  const { tokenizer, padding } = openFolderTokenizer(pretrained, limit);
  const rules: BatchRules = { inputs, padding, rows: fixedRows ?? textsPerRun, isFixedRows: fixedRows !== null, width };
  const batchesOf = (texts: readonly string[]) => textBatches(texts.map(tokenizer.encode), rules);
  return {
    outputs: session.outputs,
    maxLength: limit,
    tokenize: tokenizer.encode,
    run: async (texts, output, take) => {
      for (const batch of batchesOf(texts)) take(await session.run(batch.feeds, output), batch);
    },
    prove: async (texts) => session.prove(batchesOf(texts).next().value!.feeds),
    close: () => session.close(),
  };
}

/** @throws ConfigError on an input that no text fills */
function textInputs(inputs: readonly GraphValue[]): TextInputSpec[] {
  const specs = inputs.map(({ name, type, dims }): TextInputSpec => {
    const known = TEXT_INPUTS.find((one) => one === name);
    if (known === undefined)
      throw new ConfigError(
        `its input "${name}" is none that a text fills (${TEXT_INPUTS.join(", ")}); export a model of texts`,
      );
    if ((type !== "int64" && type !== "int32") || dims.length !== 2) {
      throw new ConfigError(
        `its input "${name}" must be int64 or int32 of [texts, tokens], and is ${type} of [${dims.join(", ")}]; export it again`,
      );
    }
    return { name: known, type };
  });
  if (!specs.some(({ name }) => name === "input_ids"))
    throw new ConfigError("it has no input input_ids; export a model of texts");
  return specs;
}

function shorter(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
