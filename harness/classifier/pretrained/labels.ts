import { shown } from "../../base/documents/problems.ts";
import { ConfigError } from "../../base/errors.ts";

/** Label of the model -> label of the data. */
export type LabelMap = Readonly<Record<string, string>>;

/**
 * Which label of the data each of the model's labels stands for: by the map where there is one, else by name, in any case.
 * Several labels of the model may stand for one of the data; their probabilities are added.
 * @returns by the model's label, the index of the data's
 * @throws ConfigError that lists both sides, on a label of either side without a partner
 */
export function matchLabels(ofModel: readonly string[], ofData: readonly string[], map: LabelMap = {}): number[] {
  const refuse = (problem: string) => {
    const sides = `the model has ${listed(ofModel)}, the data ${listed(ofData)}`;
    return new ConfigError(
      `${problem}: ${sides}; say which is which in "labels" of "model": {"label of the model": "label of the data"}`,
    );
  };
  const stray = Object.entries(map).find(([from, to]) => !ofModel.includes(from) || !ofData.includes(to));
  if (stray !== undefined)
    throw refuse(`"labels" maps ${shown(stray[0])} to ${shown(stray[1])}, and one of them does not exist`);
  const byName = new Map(ofData.map((label, index) => [label.toLowerCase(), index]));
  if (byName.size !== ofData.length && ofModel.some((label) => !Object.hasOwn(map, label))) {
    throw refuse("labels of the data differ in their case alone");
  }
  const matched = ofModel.map((label) =>
    Object.hasOwn(map, label) ? ofData.indexOf(map[label]!) : byName.get(label.toLowerCase()),
  );
  const lost = ofModel.filter((_, index) => matched[index] === undefined);
  if (lost.length > 0) throw refuse(`no label of the data is ${listed(lost)}`);
  const missing = ofData.filter((_, index) => !matched.includes(index));
  if (missing.length > 0) throw refuse(`no label of the model is ${listed(missing)}`);
  return matched as number[];
}

function listed(labels: readonly string[]): string {
  return labels.map((label) => shown(label)).join(", ");
}
