import type { ModelSpec } from "../contract.ts";
import { dense, type Layer, type ParameterSpec, relu } from "./layers.ts";
import type { TensorOps } from "./ops.ts";

/** Everything between the pooled embedding and the logits. */
export interface Network {
  /** Output columns: 1 for two classes, else one a class. */
  readonly units: number;
  readonly parameters: readonly ParameterSpec[];
  /** pooled [batch, embedding] -> logits [batch, units]; `tape` is what the gradient needs again. */
  forward<T>(ops: TensorOps<T>, pooled: T, parameters: ReadonlyMap<string, T>): { logits: T; tape: Tape<T> };
  /** Gradient of the logits -> gradient of the pooled embedding and of every parameter by name. */
  backward<T>(
    ops: TensorOps<T>,
    gradient: T,
    tape: Tape<T>,
    parameters: ReadonlyMap<string, T>,
  ): { pooled: T; parameters: ReadonlyMap<string, T> };
  /** Logits to probabilities: sigmoid for one unit, softmax for more. */
  probabilities<T>(ops: TensorOps<T>, logits: T): T;
}

/** What each layer saved, first layer first. */
export type Tape<T> = readonly (readonly T[])[];

export function outputUnits(classes: number): number {
  return classes === 2 ? 1 : classes;
}

export function buildNetwork(spec: ModelSpec): Network {
  const layers = buildLayers(spec);
  const units = outputUnits(spec.classes);
  const own = <T>(layer: Layer, parameters: ReadonlyMap<string, T>) =>
    layer.parameters.map(({ name }) => parameters.get(name)!);
  return {
    units,
    parameters: layers.flatMap((layer) => layer.parameters),
    forward: (ops, pooled, parameters) => {
      const tape: (typeof pooled)[][] = [];
      let value = pooled;
      for (const layer of layers) {
        const { output, saved } = layer.forward(ops, value, own(layer, parameters));
        tape.push([...saved]);
        value = output;
      }
      return { logits: value, tape };
    },
    backward: (ops, gradient, tape, parameters) => {
      const gradients = new Map<string, typeof gradient>();
      let value = gradient;
      for (let index = layers.length - 1; index >= 0; index -= 1) {
        const layer = layers[index]!;
        const result = layer.backward(ops, value, tape[index]!, own(layer, parameters));
        layer.parameters.forEach(({ name }, position) => {
          gradients.set(name, result.parameters[position]!);
        });
        value = result.input;
      }
      return { pooled: value, parameters: gradients };
    },
    probabilities: (ops, logits) => (units === 1 ? ops.sigmoid(logits) : ops.softmax(logits)),
  };
}

function buildLayers(spec: ModelSpec): Layer[] {
  const hidden = spec.hidden.flatMap((width, index) => {
    const inputs = index === 0 ? spec.embedding : spec.hidden[index - 1]!;
    return [dense(`dense${index}`, inputs, width), relu()];
  });
  return [...hidden, dense("output", spec.hidden.at(-1) ?? spec.embedding, outputUnits(spec.classes))];
}
