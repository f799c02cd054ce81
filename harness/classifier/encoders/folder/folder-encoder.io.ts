import { join } from "node:path";
import { plural } from "../../../base/counts.ts";
import { ConfigError } from "../../../base/errors.ts";
import type { Backend } from "../../../contract/index.ts";
import { inFile, type Pretrained, readPretrained } from "../../pretrained/pretrained.io.ts";
import { type FolderSettings, labelNames } from "../../pretrained/settings.ts";
import { openTextGraph } from "../../pretrained/text-graph.ts";
import { type FeaturesOutput, featuresOutput } from "../../pretrained/text-outputs.ts";
import type { Embedder } from "../embedder.ts";
import { normalizedRows, poolTokens } from "./pool.ts";
import { readSentenceFiles, type SentenceFiles } from "./sentence-files.io.ts";

/** A frozen encoder of texts in a folder as Hugging Face or sentence-transformers lays it out, read and checked. */
export interface FolderEncoder {
  readonly pretrained: Pretrained;
  readonly sentence: SentenceFiles;
  readonly output: FeaturesOutput;
  /** Names of the files that its features depend on, for a hash of the content. */
  readonly sources: readonly string[];
  /** The files of a folder that holds the same encoder. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/**
 * Reads a folder and nothing outside of it.
 * @param graphName which graph of the folder; undefined for model.onnx or onnx/model.onnx
 * @throws ConfigError if a file is missing or damaged, the graph gives no features, or the folder asks for a pooling or module that pricewar
 * does not do
 */
export async function readFolderEncoder(path: string, graphName?: string): Promise<FolderEncoder> {
  const read = await readPretrained(path, { graphName });
  const labels = inFile(join(path, "config.json"), () => labelNames(read.settings.model));
  const output = inFile(join(path, read.graphName), () => featuresOutput(read.graph, labels));
  const sentence = await readSentenceFiles(path, output.isPooled);
  return {
    pretrained: { ...read, settings: withLength(read.settings, sentence) },
    sentence,
    output,
    sources: [...read.sources, ...Object.keys(sentence.files)],
    files: { ...read.files, ...sentence.files },
  };
}

/** sentence-transformers cuts texts at its own length, whatever tokenizer.json was saved with. Positions bound that, too. */
function withLength(settings: FolderSettings, { transformer }: SentenceFiles): FolderSettings {
  const { max_seq_length: length } = transformer;
  if (length == null) return settings;
  const tokenizer = { ...settings.tokenizer, model_max_length: length };
  const { truncation } = settings.tokenizerFile;
  const own = truncation == null ? truncation : { ...truncation, max_length: length };
  return { ...settings, tokenizer, tokenizerFile: { ...settings.tokenizerFile, truncation: own } };
}

/** @throws ConfigError if the files do not fit together, or the backend opens no graphs of others; BackendError */
export async function openFolderEmbedder(
  { pretrained, sentence, output }: FolderEncoder,
  backend: Backend,
  threads: number,
): Promise<Embedder> {
  const { pooling, isNormalized, transformer } = sentence;
  const { name, isPooled } = output;
  const graph = await openTextGraph(pretrained, backend, { threads });
  const asRead = (texts: readonly string[]) =>
    transformer.do_lower_case === true ? texts.map((text) => text.toLowerCase()) : texts;
  /** @param take gets the vectors of some texts, [places, columns], and their places among all */
  const embedParts = (texts: readonly string[], take: (vectors: Float32Array, places: readonly number[]) => void) =>
    graph.run(asRead(texts), name, ({ data, dims }, { places, spans }) => {
      const isAsDeclared = dims.length === (isPooled ? 2 : 3) && dims[0]! >= places.length;
      if (!isAsDeclared || (!isPooled && dims[1]! < Math.max(...spans.map(({ end }) => end)))) {
        const needed = `[texts, ${isPooled ? "" : "tokens, "}columns]`;
        throw new ConfigError(
          `${pretrained.path}: "${name}" must be ${needed}, and is [${dims.join(", ")}] for ${plural(places.length, "text")}`,
        );
      }
      const columns = dims.at(-1)!;
      const vectors = isPooled
        ? data.subarray(0, places.length * columns)
        : poolTokens({ data, tokens: dims[1]!, columns }, spans, pooling);
      take(isNormalized ? normalizedRows(vectors, columns) : vectors, places);
    });
  try {
    const columns = output.columns ?? (await columnsOf(embedParts));
    return {
      columns,
      embed: async (texts) => {
        // Not before a run has the columns that the graph declares, which may be any number.
        let embeddings = new Float32Array(0);
        await embedParts(texts, (vectors, places) => {
          if (vectors.length !== places.length * columns) {
            const came = vectors.length / places.length;
            throw new ConfigError(
              `${pretrained.path}: "${name}" must have ${plural(columns, "column")} in every run, and has ${came}; export the model again`,
            );
          }
          if (embeddings.length === 0) embeddings = new Float32Array(texts.length * columns);
          for (const [row, place] of places.entries()) {
            embeddings.set(vectors.subarray(row * columns, (row + 1) * columns), place * columns);
          }
        });
        return embeddings;
      },
      tokenize: (texts) => asRead(texts).map(graph.tokenize),
      prove: (texts) => graph.prove(asRead(texts)),
      close: graph.close,
    };
  } catch (error) {
    await graph.close();
    throw error;
  }
}

/** Columns of a graph that does not declare them: those of one text. */
async function columnsOf(
  embedParts: (texts: readonly string[], take: (vectors: Float32Array) => void) => Promise<void>,
): Promise<number> {
  let columns = 0;
  await embedParts(["a"], (vectors) => {
    columns = vectors.length;
  });
  return columns;
}
