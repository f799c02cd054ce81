/** What one process took, from its start to its end. */
export interface ProcessUsage {
  /** Since the epoch. */
  readonly startMs: number;
  readonly wallMs: number;
  /** Of the processor, by all threads: other work on the machine hardly changes it. */
  readonly cpuMs: number;
  readonly peakRssBytes: number;
}

/** The processes of reading a file, training on it once, and scoring the model. */
export interface RunUsage {
  /** The whole command that only plans. */
  readonly plan: ProcessUsage;
  readonly prepare: ProcessUsage;
  readonly train: ProcessUsage;
  readonly serve: ProcessUsage;
  /** The same command once more, which finds nothing left to do. */
  readonly again: ProcessUsage;
  /** Of the encoded texts on disk, and so in the memory of a process that trains. */
  readonly corpusBytes: number;
}

/** Processor time of reading: what a plan must know of the file, and the encoded texts. */
export function readingMs({ plan, prepare }: RunUsage): number {
  return plan.cpuMs + prepare.cpuMs;
}
