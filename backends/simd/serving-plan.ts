import { layOut } from "../../harness/base/web-assembly/lay-out.ts";
import type { EncoderOptions, ModelWeights } from "../../harness/contract/index.ts";
import { ADD_CODES_WASM } from "./add-codes-wasm.ts";
import { ADD_FLOATS_WASM } from "./add-floats-wasm.ts";
import { FIND_WORDS_WASM } from "./find-words-wasm.ts";
import { requireRoom } from "./growing-memory.ts";
import { LISTS_BYTES } from "./id-lists.ts";
import type { Job, LaneSetup, ModuleCall } from "./lane.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import { type ServedWeights, servedWeights } from "./served-weights.ts";
import {
  ANSWER,
  CODES,
  compileServing,
  EMBEDDING,
  EXACT,
  PREDICT,
  SCALE,
  type ServingFunction,
  type ServingProgram,
  TEXTS_PER_CALL,
} from "./serving-program.ts";
import { type WordFinder, wordFinder } from "./word-finder.ts";

/** What answers: the model's own program, what adds rows, and what finds words. */
const [PROGRAM, ADDER, FINDER] = ["program", "adder", "finder"] as const;
/** Bytes behind the last mean that are written, as those of eight columns at once. */
const ROOM_BYTES = 32;

/** Byte addresses by name. */
export type Addresses = Readonly<Record<string, number>>;

/** What answers with a model, and where everything lies in its memory. */
export interface ServingPlan {
  readonly weights: ServedWeights;
  /** Null for a model that answers encoded texts alone. */
  readonly finder: WordFinder | null;
  readonly program: ServingProgram;
  /** The program's part of each job. */
  readonly functions: Readonly<Record<Job, ServingFunction>>;
  /** By name, those that it needs: their bytes, or base64. */
  readonly modules: Readonly<Record<string, Uint8Array | string>>;
  /** What all threads read. */
  readonly shared: Addresses;
  /** What a thread alone uses, from its program's base on. */
  readonly lanes: readonly { readonly own: Addresses; readonly base: number }[];
  /** Bytes of all. */
  readonly end: number;
}

/**
 * @param reading how texts are encoded, for a model that answers texts
 * @throws RecordError on weights that do not have the shapes of the model's sizes
 * @throws BackendError on a vocabulary that does not fit the model, or more than a memory holds
 */
export function planServing(model: ModelWeights, reading: EncoderOptions | null, threads: number): ServingPlan {
  const { spec } = model;
  const weights = servedWeights(model);
  const { hasCodes } = weights;
  const finder = reading === null ? null : wordFinder(spec, reading, TEXTS_PER_CALL);
  const functions = { texts: ANSWER, entries: hasCodes ? ANSWER : PREDICT } as const;
  const program = compileServing(spec, new Set([functions.entries, ...(finder === null ? [] : [functions.texts])]));
  const { addresses: shared, end: lanesAt } = layOut<string>({ ...weights.bytes, ...finder?.words });
  const { addresses: parts, end: laneBytes } = layOut<string>({
    program: program.program.bytes,
    means: TEXTS_PER_CALL * spec.embedding * NUMBER_BYTES + ROOM_BYTES,
    textLists: LISTS_BYTES,
    entryLists: LISTS_BYTES,
    ...finder?.texts,
  });
  const lanes = Array.from({ length: threads }, (_, thread) => {
    const base = lanesAt + thread * laneBytes;
    return { base, own: Object.fromEntries(Object.entries(parts).map(([name, at]) => [name, base + at])) };
  });
  const modules = {
    [PROGRAM]: program.program.module,
    ...((hasCodes || finder !== null) && { [ADDER]: hasCodes ? ADD_CODES_WASM : ADD_FLOATS_WASM }),
    ...(finder !== null && { [FINDER]: FIND_WORDS_WASM }),
  };
  const end = lanesAt + threads * laneBytes;
  requireRoom(end, `the model and ${threads} threads`, "set threads lower");
  return { weights, finder, program, functions, modules, shared, lanes, end };
}

/** What a thread needs, as it is sent to one. */
export function laneSetup(
  { weights: { hasCodes }, finder, functions, shared }: ServingPlan,
  { own, base }: ServingPlan["lanes"][number],
  { memory, modules }: Pick<LaneSetup, "memory" | "modules">,
  columns: number,
): LaneSetup {
  const table = hasCodes ? [shared[CODES]!, columns, shared[SCALE]!, shared[EXACT]!] : [shared[EMBEDDING]!, columns];
  const adding: ModuleCall = [ADDER, "setUpTable", ...table];
  const finding = (words: WordFinder): ModuleCall[] => [
    [FINDER, "setUpWords", ...words.setUpWords(shared)],
    [FINDER, "setUpTexts", ...words.setUpTexts(own)],
  ];
  const adds = (lists: number): ModuleCall => [ADDER, "addRows", lists];
  return {
    memory,
    base,
    modules,
    setUp: [...(ADDER in modules ? [adding] : []), ...(finder === null ? [] : finding(finder))],
    jobs: {
      texts: finder === null ? [] : [[FINDER, "findWords"], adds(own.textLists!), [PROGRAM, functions.texts]],
      entries: [...(hasCodes ? [adds(own.entryLists!)] : []), [PROGRAM, functions.entries]],
    },
  };
}
