import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { appendDurably } from "../base/append-durably.io.ts";
import { findLines, type LinesFile } from "../base/at-rest/stored.io.ts";
import { writeAsItIs } from "../base/files.io.ts";
import { RUN_FILES } from "./run-files.ts";
import type { RunLine } from "./run-line.ts";
import { ended, type LinesStart, type ScannedFile, scanFile, scannedParts } from "./scan-file.io.ts";
import type { BrokenLine, ScannedLine } from "./scan-lines.ts";
import { partSharing } from "./shared-parts.ts";

/** Receives a sentence about lines that cannot be read. */
export type Warn = (sentence: string) => void;

/**
 * The lines of a run that this process goes on with, read once: what has been appended since the last reading is all that the next one reads.
 */
export class GrowingRun {
  readonly #records: GrowingLines;
  readonly #samples: GrowingLines;

  constructor(folder: string, warn: Warn) {
    this.#records = new GrowingLines(join(folder, RUN_FILES.records), warn);
    this.#samples = new GrowingLines(join(folder, RUN_FILES.samples), warn);
  }

  /** Makes both files whole, as `GrowingLines.mend` does. */
  async mend(): Promise<void> {
    await this.#records.mend();
    await this.#samples.mend();
  }

  /** As `readRunLines`. */
  async read(): Promise<RunLine[]> {
    return [...(await this.#records.read()), ...(await this.#samples.read())];
  }
}

/** What has been read of a file. */
interface ReadLines {
  readonly found: LinesFile;
  readonly lines: readonly RunLine[];
  /** Where the next reading begins. */
  readonly next: LinesStart;
}

/** A file of lines that only grows, by what this process appends. */
export class GrowingLines {
  readonly #file: string;
  readonly #warn: Warn;
  readonly #share = partSharing();
  /** Null where it must be read from its start. */
  #read: ReadLines | null = null;

  constructor(file: string, warn: Warn) {
    this.#file = file;
    this.#warn = warn;
  }

  /** All lines that can be read. Others are left out with a warning, when they are read. */
  async read(): Promise<readonly RunLine[]> {
    const found = await findLines(this.#file);
    if (found === null) return [];
    const known = await this.#readOf(found);
    const { lines, broken, first } = await this.#readOn(found, known);
    if (first !== null)
      this.#warn(`${this.#file}: ${counted(broken, first)} left out; run the matrix again to measure what is missing`);
    return lines;
  }

  /**
   * Makes the file whole, before something is appended: broken lines move to records.broken.jsonl beside it, with a warning, and half a line at
   * the end, which a crash left, is removed. What they were about is missing then, and is measured again.
   */
  async mend(): Promise<void> {
    const found = await findLines(this.#file);
    if (found === null) return;
    const { broken, first, isTorn } = await this.#readOn(found, null);
    if (broken === 0 && !isTorn) return;
    this.#read = null;
    await mendFile(this.#file, found, { broken, first }, this.#warn);
  }

  /** What has been read, if the file is still that one and no shorter. */
  async #readOf({ path }: LinesFile): Promise<ReadLines | null> {
    const read = this.#read;
    if (read?.found.path !== path) return null;
    return (await stat(path)).size < read.next.byte ? null : read;
  }

  async #readOn(found: LinesFile, known: ReadLines | null): Promise<ScannedFile & Pick<ReadLines, "lines">> {
    const added: RunLine[] = [];
    const take = (scanned: ScannedLine) => {
      if ("line" in scanned) added.push(this.#share(scanned.line));
    };
    this.#read = null;
    const scanned = await scanFile(found, take, known?.next);
    // Whoever was given the lines of before keeps them as they were.
    const lines = known === null ? added : [...known.lines, ...added];
    this.#read = scanned.next === null ? null : { found, lines, next: scanned.next };
    return { ...scanned, lines };
  }
}

async function mendFile(
  file: string,
  found: LinesFile,
  { broken, first }: Pick<ScannedFile, "broken" | "first">,
  warn: Warn,
): Promise<void> {
  // Lines move as they stand there: what is encrypted stays so.
  const brokenFile = `${join(dirname(file), RUN_FILES.broken)}${found.path.slice(file.length)}`;
  await writeAsItIs(found.path, wholeLines(found, brokenFile));
  if (first === null) return;
  warn(
    `${file}: ${counted(broken, first)} moved to ${RUN_FILES.broken}; what ${broken === 1 ? "it was" : "they were"} about is measured again`,
  );
}

/** The lines of a file that can be read, each with its end. @param brokenFile that the others are appended to before this ends */
async function* wholeLines(file: LinesFile, brokenFile: string): AsyncGenerator<Uint8Array> {
  for await (const { lines, last } of scannedParts(file)) {
    const broken: Uint8Array[] = [];
    for (const scanned of lines) {
      if ("line" in scanned) yield ended(scanned.bytes);
      else broken.push(ended(scanned.bytes));
    }
    if (broken.length > 0) await appendDurably(brokenFile, Buffer.concat(broken));
    if (last) yield ended(last.bytes);
  }
}

/** "2 broken lines (line 3: not JSON, …)" */
function counted(broken: number, { number, problem }: BrokenLine): string {
  const lines = broken === 1 ? "1 broken line" : `${broken} broken lines`;
  return `${lines} (line ${number}: ${problem}${broken === 1 ? "" : ", …"})`;
}
