import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import * as z from "zod";
import { type Keys, keysOf } from "./names.ts";

/** A worker that is silent for longer has ended. */
const SILENT_MS = 15_000;
const BEAT_MS = SILENT_MS / 3;

const workerNote = z.object({
  /** Of the machine. */
  host: z.string(),
  backends: z.array(z.string()),
  /** What it does, in words; null while it waits. */
  doing: z.string().nullable(),
  /** ISO 8601: since when. */
  since: z.iso.datetime(),
  /** Jobs that it has done. */
  done: z.int(),
});

/** What a worker says of itself, for people to read. */
export type WorkerNote = z.output<typeof workerNote>;

/** Says what this worker does, for as long as it lives. */
export class OwnNote {
  readonly #redis: Redis;
  readonly #key: string;
  readonly #beat: NodeJS.Timeout;
  #note: WorkerNote;

  constructor(redis: Redis, code: string, { host, backends }: Pick<WorkerNote, "host" | "backends">) {
    this.#redis = redis;
    this.#key = keysOf(code).worker(randomUUID());
    this.#note = { host, backends, doing: null, since: new Date().toISOString(), done: 0 };
    this.#beat = setInterval(() => this.#say(), BEAT_MS);
    this.#say();
  }

  /** @param doing null once it waits */
  change(doing: string | null): void {
    const done = this.#note.done + (doing === null && this.#note.doing !== null ? 1 : 0);
    this.#note = { ...this.#note, doing, since: new Date().toISOString(), done };
    this.#say();
  }

  async end(): Promise<void> {
    clearInterval(this.#beat);
    // It is forgotten by itself, too.
    await this.#redis.del(this.#key).catch(() => undefined);
  }

  #say(): void {
    // Nothing depends on it.
    this.#redis.set(this.#key, JSON.stringify(this.#note), "PX", SILENT_MS).catch(() => undefined);
  }
}

/** The workers of a code that live, by machine. */
export async function livingWorkers(redis: Redis, { workers }: Pick<Keys, "workers">): Promise<readonly WorkerNote[]> {
  const found: string[] = [];
  for await (const keys of redis.scanStream({ match: workers, count: 1000 })) found.push(...(keys as string[]));
  const notes = found.length === 0 ? [] : await redis.mget(found);
  return notes
    .flatMap((note) => (note === null ? [] : [workerNote.safeParse(JSON.parse(note))]))
    .flatMap((read) => (read.success ? [read.data] : []))
    .sort((a, b) => (a.host < b.host ? -1 : a.host > b.host ? 1 : 0));
}
