/**
 * Energy counters of the processor (Running Average Power Limit), as Linux shows them below /sys/class/powercap.
 * @see https://docs.kernel.org/power/powercap/powercap.html
 */

/** What a counter counts, and how far. */
export interface RaplZone {
  readonly part: "processor" | "memory";
  /** The counter starts again at 0 behind this many microjoules. */
  readonly rangeUj: number;
}

/** A folder of a zone: "intel-rapl:0", or a part of it, "intel-rapl:0:1". AMD's have the same names; others repeat these. */
export const ZONE_FOLDER = /^intel-rapl:\d+(?::\d+)?$/;

/**
 * @param name of a zone, as its file "name" has it
 * @returns null for what is part of a package ("core", "uncore"), or more than the processor ("psys")
 */
export function partOf(name: string): RaplZone["part"] | null {
  if (/^package-\d+(?:-die-\d+)?$/.test(name)) return "processor";
  return name === "dram" ? "memory" : null;
}

/** Growth of a counter that has started again at most once in between. */
export function growthUj(beforeUj: number, afterUj: number, rangeUj: number): number {
  return afterUj >= beforeUj ? afterUj - beforeUj : afterUj + rangeUj - beforeUj;
}

/** Energy since the first reading, by part; null for a part without a counter. */
export interface Joules {
  readonly processor: number;
  readonly memory: number | null;
}

/** More than any package or its memory takes. */
const MOST_WATTS = 1000;

/** Adds up the readings of several zones. */
export class EnergySum {
  readonly #zones: readonly RaplZone[];
  #lastUj: readonly number[];
  #lastMs: number;
  readonly #sumsUj: number[];
  #isWhole = true;

  /** @param firstUj a reading of each zone; @param atMs when, on a clock that only ever grows */
  constructor(zones: readonly RaplZone[], firstUj: readonly number[], atMs: number) {
    this.#zones = zones;
    this.#lastUj = firstUj;
    this.#lastMs = atMs;
    this.#sumsUj = zones.map(() => 0);
  }

  /** @param readingUj null where a counter could not be read */
  add(readingUj: readonly number[] | null, atMs: number): void {
    const mostUj = MOST_WATTS * (atMs - this.#lastMs) * 1000;
    if (readingUj === null || this.#zones.some(({ rangeUj }) => rangeUj <= mostUj)) this.#isWhole = false;
    if (readingUj === null) return;
    this.#zones.forEach(({ rangeUj }, at) => {
      this.#sumsUj[at]! += growthUj(this.#lastUj[at]!, readingUj[at]!, rangeUj);
    });
    this.#lastUj = readingUj;
    this.#lastMs = atMs;
  }

  /** Null after a reading that failed, or that came so late that a counter may have started again twice. */
  joules(): Joules | null {
    if (!this.#isWhole) return null;
    const sumOf = (part: RaplZone["part"]) =>
      this.#zones.reduce((sum, zone, at) => sum + (zone.part === part ? this.#sumsUj[at]! / 1e6 : 0), 0);
    const hasMemory = this.#zones.some(({ part }) => part === "memory");
    return { processor: sumOf("processor"), memory: hasMemory ? sumOf("memory") : null };
  }
}
