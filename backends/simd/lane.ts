import { mapValues } from "../../harness/base/map-values.ts";
import { type CompiledModule, instantiateModule, type Memory } from "../../harness/base/web-assembly/module.ts";

/** A call of a function that one of a lane's modules exports. */
export type ModuleCall = readonly [module: string, name: string, ...given: number[]];

/** "texts": from texts to probabilities; "entries": from encoded ones. */
export type Job = "texts" | "entries";

/** What a thread needs in order to answer, in a form that can be sent to one. */
export interface LaneSetup {
  /** Of all threads. */
  readonly memory: Memory<SharedArrayBuffer>;
  /** Byte address of what this thread alone uses. */
  readonly base: number;
  readonly modules: Readonly<Record<string, CompiledModule>>;
  /** Made once. */
  readonly setUp: readonly ModuleCall[];
  /** Made one after the other for each job, with the number of texts as a last argument. */
  readonly jobs: Readonly<Record<Job, readonly ModuleCall[]>>;
}

type Exports = Readonly<Record<string, (...given: number[]) => void>>;

/** Gets modules ready in this thread. @returns what does a job for so many texts */
export function openLane({ memory, base, modules, setUp, jobs }: LaneSetup): (job: Job, texts: number) => void {
  const opened = mapValues(modules, (module) => instantiateModule<Exports>(module, memory, base));
  const bound = ([module, name, ...given]: ModuleCall) => {
    const call = opened[module]![name]!;
    const [first] = given;
    return first === undefined ? call : (texts: number) => call(first, texts);
  };
  for (const [module, name, ...given] of setUp) opened[module]![name]!(...given);
  const steps = { texts: jobs.texts.map(bound), entries: jobs.entries.map(bound) };
  return (job, texts) => {
    const calls = steps[job];
    for (let index = 0; index < calls.length; index += 1) calls[index]!(texts);
  };
}
