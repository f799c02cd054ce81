/** How batches of pieces reach the encoder's graphs. */
import type { GraphFeeds, GraphSession } from "../../contract/index.ts";
import { PIECE_COUNTS, PIECE_IDS } from "./lite-graph.ts";
import type { PieceBatch, RunPieces } from "./piece-batches.ts";

/** The inputs of a graph that begins as `appendLite` does. */
export function liteFeeds({ rows, positions, ids, counts }: PieceBatch): GraphFeeds {
  return {
    [PIECE_IDS]: { type: "int32", dims: [rows, positions], data: ids },
    [PIECE_COUNTS]: { type: "int32", dims: [rows], data: counts },
  };
}

/** @param output of the graph */
export function runLite(session: GraphSession, output: string): RunPieces {
  return async (batch) => (await session.run(liteFeeds(batch), output)).data;
}

const TRANSFORMER = "module_apply_default/Encoder_en/KonaTransformer";
const STACK = `${TRANSFORMER}/Encode/TransformerStack`;
/**
 * Values of the package's graph that it would find by waiting for Where, and that are known here: which of the fed pieces are read (all of
 * them), where padded texts have pieces, and at which places of their texts.
 */
const KEPT = `${TRANSFORMER}/ClipToMaxLength/Reshape`;
const CELLS = `${STACK}/Layer_1/TransformerLayer/FFN/StoreMask/ToInt32`;
const PLACES = `${STACK}/Layer_0/AddTimingSignal/strided_slice_2`;

/** The inputs of the package's own graph: pieces one after the other, and the row and place of each. */
export function tfjsLiteFeeds(batch: PieceBatch): GraphFeeds {
  const { rows, positions, ids } = batch;
  // Its rows end with the last one that has a piece: one more row, which is left away again, keeps empty ones.
  const counts = [...batch.counts, 1];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const values = new Int32Array(total);
  const indices = new Int32Array(total * 2);
  let at = 0;
  for (const [row, count] of counts.entries()) {
    for (let place = 0; place < count; place += 1, at += 1) {
      if (row < rows) values[at] = ids[row * positions + place]!;
      indices.set([row, place], at * 2);
    }
  }
  return {
    values: { type: "int32", dims: [total], data: values },
    indices: { type: "int32", dims: [total, 2], data: indices },
    [KEPT]: { type: "int32", dims: [total], data: Int32Array.from(values, (_, index) => index) },
    [CELLS]: { type: "int32", dims: [total, 2], data: indices },
    [PLACES]: { type: "int32", dims: [total], data: Int32Array.from(values, (_, index) => indices[2 * index + 1]!) },
  };
}

/** The package's own graph on TF.js. @returns embeddings */
export function runTfjsLite(session: GraphSession): RunPieces {
  const output = session.outputs[0]!.name;
  return async (batch) => {
    const { data, dims } = await session.run(tfjsLiteFeeds(batch), output);
    return data.subarray(0, batch.rows * dims[1]!);
  };
}
