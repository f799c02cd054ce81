import { forShell } from "../../harness/base/shell.ts";
import { DEFAULT_BACKEND } from "../../harness/contract/backend.ts";
import type { Condition } from "../../harness/judge/analysis/condition.ts";
import { conditionFirst } from "./conditions.ts";
import type { InLanguages, Language } from "./language.ts";

/** Where the model of the configuration that is named lies. */
export interface ModelPlace {
  /** The condition whose answer names it; null where the answer is about all. */
  readonly condition: Condition | null;
  readonly label: string;
  readonly seed: number;
  /** On which it was measured. */
  readonly backend: string;
  /** Relative to the folder that the command ran in. */
  readonly folder: string;
  /** Relative to the run folder, in which the page lies. */
  readonly link: string;
  /** Whether other runtimes can read its tokenizer. */
  readonly isPortable: boolean;
  /** Whether a key opens it alone. */
  readonly isEncrypted?: true;
}

/** @param condition null where the answer is about all */
type Title = (condition: string | null, label: string, seed: number) => string;

const TITLES: InLanguages<Title> = {
  en: (condition, label, seed) => `${condition === null ? "The" : `${condition}: the`} model of ${label}, seed ${seed}`,
  zh: (condition, label, seed) => `${condition === null ? "" : `${condition}：`}${label}的模型（种子${seed}）`,
};

/** "The model of int8-rows, seed 2", "http: the model of int8-rows, seed 2" */
export function modelTitle({ condition, label, seed }: ModelPlace, language: Language = "en"): string {
  return TITLES[language](condition === null ? null : conditionFirst(condition, language), label, seed);
}

/** Two lines for a shell that use the model: by pricewar, and by another runtime or, where none reads it, over HTTP. */
export function modelCommands(place: ModelPlace): readonly [string, string] {
  const { folder, backend, isPortable, isEncrypted = false } = place;
  const model = forShell(folder);
  const key = isEncrypted ? "--identity FILE " : "";
  const where = `${key}${backend === DEFAULT_BACKEND ? "" : `--backend ${backend} `}`;
  return [
    `npx pricewar predict --model ${model} ${where}"Your text."`,
    isPortable ? pythonCommand(folder) : `npx pricewar serve --model ${model} ${where}--port 8080`,
  ];
}

function pythonCommand(folder: string): string {
  const script =
    "import sys, numpy, onnxruntime, tokenizers; folder, text = sys.argv[1:]; " +
    "ids = tokenizers.Tokenizer.from_file(folder + '/tokenizer.json').encode(text).ids; " +
    "print(onnxruntime.InferenceSession(folder + '/model.onnx').run(None, {'input_ids': numpy.array([ids], 'int64')})[0])";
  return `python3 -c "${script}" ${forShell(folder)} "Your text."`;
}
