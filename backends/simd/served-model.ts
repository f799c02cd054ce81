import { threadId } from "node:worker_threads";
import { mapValues } from "../../harness/base/map-values.ts";
import { bytesOf, compileModule, createSharedMemory, instantiate } from "../../harness/base/web-assembly/module.ts";
import { type TextRoom, textRoom } from "../../harness/classifier/text/wasm/text-room.ts";
import type { EncoderOptions, ModelWeights } from "../../harness/contract/index.ts";
import { outputCountOf } from "../../harness/contract/model-sizes.ts";
import { FIND_WORDS_WASM } from "./find-words-wasm.ts";
import { type GrowingMemory, growingMemory } from "./growing-memory.ts";
import { writeLists } from "./id-lists.ts";
import { type Job, type LaneSetup, openLane } from "./lane.ts";
import { type LaneThread, openLaneThread } from "./lane-thread.ts";
import { NUMBER_BYTES } from "./number-bytes.ts";
import { servedWeights } from "./served-weights.ts";
import { type Addresses, laneSetup, planServing, type ServingPlan } from "./serving-plan.ts";
import { BATCH, MEANS, TEXTS_PER_CALL } from "./serving-program.ts";
import type { FinderExports } from "./word-finder.ts";

/** A model in a memory, and threads that answer in it. */
export interface ServedModel {
  /** Columns of the probabilities. */
  readonly outputs: number;
  /** Whether it answers texts: not without a way to read them, nor with words that were made to collide. */
  readonly readsTexts: boolean;
  /** Whether rows are added as whole numbers, from lists of ids. */
  readonly hasCodes: boolean;
  /** What runs for a job. */
  readonly modules: Readonly<Record<Job, readonly Uint8Array[]>>;
  /** Workers, and the calling thread as the last one. */
  readonly lanes: readonly Lane[];
  /** Arrays of one call, of all lanes. */
  readonly arrays: GrowingMemory;
  writeWeights(): void;
  /** Answers with others from now on. @param model of the same sizes, stored in the same way */
  replaceWeights(model: ModelWeights): void;
  /** @see ServedWeights.plant */
  plantWeights(tableWeight: number): void;
  close(): Promise<void>;
}

/** One thread's part: what it reads, and what it answers. */
export interface Lane extends Pick<LaneThread, "finish" | "takeThreadId"> {
  /** Where its texts are written; null where the model answers encoded texts alone. */
  readonly room: TextRoom | null;
  /** Sets a parameter of the program; one that it has not is nothing. */
  set(parameter: string, value: number): void;
  /** Says where the ids of encoded texts are, and their facts; addresses are in bytes. */
  setLists(ids: number, facts: number): void;
  /** Does a job for so many texts, or has it done. @throws BackendError if its thread has ended */
  start(job: Job, texts: number): void;
  /** Copies the probabilities that a job gave for so many texts to a result, from a row on. */
  copyTo(result: Float32Array, row: number, texts: number, job: Job): void;
}

/**
 * Opens a model for a number of threads: the calling one, and workers.
 * @param reading how texts are encoded, for a model that answers texts
 * @throws RecordError on weights that do not have the shapes of the model's sizes
 * @throws BackendError on a vocabulary that does not fit the model, or a thread that cannot start
 */
export async function openServedModel(
  model: ModelWeights,
  reading: EncoderOptions | null,
  threads: number,
): Promise<ServedModel> {
  const { spec } = model;
  const plan = planServing(model, reading, threads);
  const { weights, finder, shared } = plan;
  let written = weights;
  const memory = createSharedMemory(plan.end);
  const modules = mapValues(plan.modules, compileModule);
  weights.write(memory.buffer, shared);
  let readsTexts = false;
  if (finder !== null) {
    const words = instantiate<FinderExports>(FIND_WORDS_WASM, memory);
    words.setUpWords(...finder.setUpWords(shared));
    readsTexts = finder.addWords(words, memory.buffer, shared);
  }
  const arrays = growingMemory(memory, plan.end);
  const setups = plan.lanes.map((lane) => laneSetup(plan, lane, { memory, modules }, spec.embedding));
  const here = ownThread(setups.at(-1)!);
  const workers = await openThreads(setups.slice(0, -1));
  const outputs = outputCountOf(spec.classes);
  const lanes = plan.lanes.map((lane, index) => openedLane(plan, lane, arrays, outputs, workers[index] ?? here));
  const { jobs } = setups[0]!;
  const modulesOf = (job: Job) => jobs[job].map(([name]) => bytesOf(plan.modules[name]!));
  return {
    outputs,
    hasCodes: weights.hasCodes,
    readsTexts,
    modules: { texts: modulesOf("texts"), entries: modulesOf("entries") },
    lanes,
    arrays,
    writeWeights: () => written.write(memory.buffer, shared),
    replaceWeights: (other) => {
      written = servedWeights(other);
      written.write(memory.buffer, shared);
    },
    plantWeights: (tableWeight) => written.plant(memory.buffer, shared, tableWeight),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

/** Closes those that have started if one cannot. */
async function openThreads(setups: readonly LaneSetup[]): Promise<LaneThread[]> {
  const opened = await Promise.allSettled(setups.map(openLaneThread));
  const threads = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const failed = opened.find((one) => one.status === "rejected");
  if (failed === undefined) return threads;
  await Promise.all(threads.map((thread) => thread.close()));
  throw failed.reason;
}

/** The calling thread, which is done with a job once it has started it. */
function ownThread(setup: LaneSetup): Omit<LaneThread, "close"> {
  const run = openLane(setup);
  let hasRun = false;
  return {
    start: (job, texts) => {
      run(job, texts);
      hasRun = true;
    },
    finish: () => undefined,
    takeThreadId: () => {
      const id = hasRun ? threadId : null;
      hasRun = false;
      return id;
    },
  };
}

function openedLane(
  { finder, program: { program, results }, functions, shared }: ServingPlan,
  { own, base }: ServingPlan["lanes"][number],
  arrays: GrowingMemory,
  outputs: number,
  thread: Omit<LaneThread, "close">,
): Lane {
  const set = (parameter: string, value: number) => {
    const address = program.parameters.get(parameter);
    if (address !== undefined) arrays.ints()[(base + address) / NUMBER_BYTES] = value;
  };
  const means = own.means!;
  for (const [name, address] of Object.entries(shared)) set(name, address);
  set(MEANS, means);
  if (finder !== null) {
    const { idBytes } = finder;
    writeLists(arrays.ints(), own.textLists!, { ids: own.ids!, idBytes, facts: own.facts!, means });
  }
  const batchAt = (base + program.parameters.get(BATCH)!) / NUMBER_BYTES;
  const resultAt = (job: Job) => (base + (results.get(functions[job]) ?? 0)) / NUMBER_BYTES;
  const resultsAt = { texts: resultAt("texts"), entries: resultAt("entries") };
  return {
    ...thread,
    room: finder === null ? null : roomOf(arrays, own),
    start: (job, texts) => {
      arrays.ints()[batchAt] = texts;
      thread.start(job, texts);
    },
    set,
    setLists: (ids, facts) => writeLists(arrays.ints(), own.entryLists!, { ids, idBytes: 4, facts, means }),
    copyTo: (result, row, texts, job) => {
      const from = resultsAt[job];
      const floats = arrays.floats();
      // A loop, since for one text a view takes longer than all else here.
      for (let index = 0; index < texts * outputs; index += 1) result[row * outputs + index] = floats[from + index]!;
    },
  };
}

function roomOf(arrays: GrowingMemory, { texts, textEnds }: Addresses): TextRoom {
  const addresses = { texts: texts!, textEnds: textEnds! };
  return textRoom(arrays.floats().buffer, addresses, TEXTS_PER_CALL, { joinsTexts: true });
}
