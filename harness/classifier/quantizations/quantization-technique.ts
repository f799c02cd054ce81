import * as z from "zod";
import { ConfigError } from "../../base/errors.ts";
import {
  isFloat32,
  type StoredTensor,
  type Technique,
  type TechniqueTools,
  type TrainedModel,
} from "../../contract/index.ts";
import { readParameters } from "../../contract/plugin.ts";
import type { FakeQuantization } from "../../contract/training-variant.ts";
import type { Matrix } from "./matrix.ts";

/** Stores one matrix. @param weight the matrix's name, such as "dense0.kernel" */
export type StoreMatrix = (matrix: Matrix, weight: string) => StoredTensor;

/** How the embedding and the dense kernels are stored; what is absent stays as it is, and so do all biases. */
interface MatrixStores {
  readonly embedding?: StoreMatrix | undefined;
  readonly kernel?: StoreMatrix | undefined;
}

/** A quantization with its parameters. */
interface BoundQuantization {
  /** A function where it looks at the model or the training texts first. */
  readonly stores:
    | MatrixStores
    | ((model: TrainedModel, tools: TechniqueTools) => MatrixStores | Promise<MatrixStores>);
  /** What the training rounds beforehand; absent or null for a plain training. */
  readonly rounds?: FakeQuantization | null;
}

interface TechniqueDefinition<S extends z.ZodType> {
  /** The quantization's name. */
  readonly name: string;
  readonly parameters: S;
  /** Whether it looks at training texts. */
  readonly readsTexts?: boolean;
  bind(parameters: z.output<S>): BoundQuantization;
}

/** Schema of the parameter `aware`: whether the training's forward pass rounds weights as the quantization will. */
export const aware = z.boolean().default(false);

/** A technique that stores the matrices of a float32 model in other forms. */
export function quantizationTechnique<S extends z.ZodType>(definition: TechniqueDefinition<S>): Technique {
  const { name, parameters, readsTexts = false } = definition;
  return {
    bind: (given) => {
      const { stores, rounds } = definition.bind(readParameters(`quantization ${name}`, parameters, given));
      return {
        stage: "storage",
        readsTexts,
        ...(rounds ? { training: { fakeQuantization: rounds } } : {}),
        after: async (model, tools) => {
          refuseQuantized(model, name);
          return withStoredMatrices(model, typeof stores === "function" ? await stores(model, tools) : stores);
        },
      };
    },
  };
}

/** @throws ConfigError on a model with a weight that is quantized already */
function refuseQuantized({ weights }: TrainedModel, quantization: string): void {
  for (const [name, tensor] of weights) {
    if (isFloat32(tensor)) continue;
    throw new ConfigError(
      `${quantization}: ${name} is already stored as ${tensor.kind}; quantize each weight once, from float32`,
    );
  }
}

/** A copy of a float32 model with its matrices stored in other forms. */
function withStoredMatrices(model: TrainedModel, stores: MatrixStores): TrainedModel {
  const weights = new Map(
    [...model.weights].map(([name, tensor]): [string, StoredTensor] => {
      const [rows, columns] = tensor.shape;
      if (!isFloat32(tensor) || rows === undefined || columns === undefined) return [name, tensor];
      const store = name === "embedding" ? stores.embedding : stores.kernel;
      return [name, store?.({ rows, columns, data: tensor.data }, name) ?? tensor];
    }),
  );
  return { ...model, weights };
}
