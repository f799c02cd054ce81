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
  if (/^package-\d+$/.test(name)) return "processor";
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

/** Adds up the readings of several zones, which come often enough that none starts again twice between two of them. */
export class EnergySum {
  readonly #zones: readonly RaplZone[];
  #lastUj: readonly number[];
  readonly #sumsUj: number[];

  /** @param firstUj a reading of each zone */
  constructor(zones: readonly RaplZone[], firstUj: readonly number[]) {
    this.#zones = zones;
    this.#lastUj = firstUj;
    this.#sumsUj = zones.map(() => 0);
  }

  add(readingUj: readonly number[]): void {
    this.#zones.forEach(({ rangeUj }, at) => {
      this.#sumsUj[at]! += growthUj(this.#lastUj[at]!, readingUj[at]!, rangeUj);
    });
    this.#lastUj = readingUj;
  }

  joules(): Joules {
    const sumOf = (part: RaplZone["part"]) =>
      this.#zones.reduce((sum, zone, at) => sum + (zone.part === part ? this.#sumsUj[at]! / 1e6 : 0), 0);
    const hasMemory = this.#zones.some(({ part }) => part === "memory");
    return { processor: sumOf("processor"), memory: hasMemory ? sumOf("memory") : null };
  }
}
