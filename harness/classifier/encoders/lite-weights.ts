import { RecordError } from "../../base/errors.ts";
import type { NamedWeight } from "./tfjs-weights.ts";

/** A product and a sum: x · kernel + bias. */
export interface Affine {
  /** [inputs, outputs], row-major. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

export interface Norm {
  readonly scale: Float32Array;
  readonly bias: Float32Array;
}

export interface LiteLayer {
  /** Of what enters the layer: 256 in the first one, 512 in the second. */
  readonly width: number;
  readonly attentionNorm: Norm;
  /** Queries, keys and values side by side: [width, 3 * width]. */
  readonly queriesKeysValues: Affine;
  /** [width, 512] */
  readonly attentionOutput: Affine;
  readonly feedForwardNorm: Norm;
  /** [512, 1536] */
  readonly expand: Affine;
  /** [1536, 512] */
  readonly contract: Affine;
}

/** The Universal Sentence Encoder Lite: a transformer of two layers over pieces of words, its mean over a text, and a dense layer. */
export interface LiteWeights {
  /** [LITE.pieces, LITE.embedding] */
  readonly embedding: Float32Array;
  /** Angular frequencies of the position signal, in radians per position: [LITE.embedding / 2]. */
  readonly frequencies: Float32Array;
  /** From the first layer's width to the second's, past the first attention. */
  readonly widen: Affine;
  readonly layers: readonly [LiteLayer, LiteLayer];
  readonly output: Affine;
}

export const LITE = {
  pieces: 8002,
  embedding: 256,
  width: 512,
  hidden: 1536,
  heads: 4,
  /** Pieces of a text that are read. */
  maxPieces: 128,
  /** Ids that stand for no text: unknown, and five marks. */
  reservedPieces: 6,
} as const;

const APPLIED = "module_apply_default/Encoder_en/KonaTransformer/Encode";
const STORED = "module/Encoder_en";

/** @throws RecordError on a weight that is missing or of another shape */
export function liteWeights(weights: ReadonlyMap<string, NamedWeight>): LiteWeights {
  const take = (name: string, ...shape: number[]): Float32Array => {
    const weight = weights.get(name);
    if (weight === undefined) throw new RecordError(`the encoder has no weight ${name}`);
    // Kernels of convolutions over one position are products: [1, 1, inputs, outputs].
    const own = weight.shape.length === 4 ? weight.shape.slice(2) : weight.shape;
    if (own.join() === shape.join()) return weight.data;
    throw new RecordError(`weight ${name} of the encoder: needed the shape [${shape}], it is [${weight.shape}]`);
  };
  const { pieces, embedding, width, hidden } = LITE;
  const layerOf = (index: 0 | 1): LiteLayer => {
    const entering = index === 0 ? embedding : width;
    const applied = `${APPLIED}/Layer_${index}/TransformerLayer`;
    const attention = `${STORED}/KonaTransformer/Encode/Layer_${index}/TransformerLayer/MultiheadAttention`;
    const product = `${APPLIED}/TransformerStack/Layer_${index}/TransformerLayer/FFN`;
    const biasOf = (part: string, size: number) => take(`${applied}/${part}/bias/ConcatPartitions/concat`, size);
    const normOf = (part: string, size: number): Norm => {
      const prefix = `${applied}/${part}layer_prepostprocess/layer_norm/layer_norm`;
      return {
        scale: take(`${prefix}_scale/ConcatPartitions/concat`, size),
        bias: take(`${prefix}_bias/ConcatPartitions/concat`, size),
      };
    };
    return {
      width: entering,
      attentionNorm: normOf("", entering),
      queriesKeysValues: {
        kernel: take(`${attention}/qkv_transform_single/kernel/part_0`, entering, 3 * entering),
        bias: biasOf("MultiheadAttention/qkv_transform_single", 3 * entering),
      },
      attentionOutput: {
        kernel: take(`${attention}/output_transform_single/kernel/part_0`, entering, width),
        bias: biasOf("MultiheadAttention/output_transform_single", width),
      },
      feedForwardNorm: normOf("FFN/", width),
      expand: {
        kernel: take(`${product}/conv1/Tensordot/Reshape_1`, width, hidden),
        bias: biasOf("FFN/conv1", hidden),
      },
      contract: {
        kernel: take(`${product}/conv2/Tensordot/Reshape_1`, hidden, width),
        bias: biasOf("FFN/conv2", width),
      },
    };
  };
  const widen = `${APPLIED}/Layer_0/TransformerLayer/dense`;
  const signal = `${APPLIED}/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`;
  return {
    embedding: take("module/Embeddings_en", pieces, embedding),
    frequencies: take(signal, 1, embedding / 2),
    widen: {
      kernel: take(`${widen}/kernel/ConcatPartitions/concat`, embedding, width),
      bias: take(`${widen}/bias/ConcatPartitions/concat`, width),
    },
    layers: [layerOf(0), layerOf(1)],
    output: {
      kernel: take(`${STORED}/hidden_layers/tanh_layer_0/weights`, width, width),
      bias: take(`${STORED}/hidden_layers/tanh_layer_0/bias`, width),
    },
  };
}

/** Numbers that were trained: all but the position signal's frequencies. */
export function liteParameters({ embedding, widen, layers, output }: LiteWeights): number {
  const affine = ({ kernel, bias }: Affine) => kernel.length + bias.length;
  const norm = ({ scale, bias }: Norm) => scale.length + bias.length;
  const layer = (one: LiteLayer) =>
    norm(one.attentionNorm) +
    affine(one.queriesKeysValues) +
    affine(one.attentionOutput) +
    norm(one.feedForwardNorm) +
    affine(one.expand) +
    affine(one.contract);
  return embedding.length + affine(widen) + layer(layers[0]) + layer(layers[1]) + affine(output);
}
