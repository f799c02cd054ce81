import type { RandomStream } from "../../base/random/mt19937.ts";
import { standardNormal } from "../../base/statistics/standard-normal.ts";
import type { SamplePair } from "../../contract/sample.ts";

/** ln of the largest drift from one sample to the next: a fifth over 500 samples. */
const MOST_DRIFT = Math.log(1.2) / 500;
/** ln of the slowdown while a neighbor on the same host is busy. */
const BUSY_HOST = Math.log(1.2);
/** Samples until the neighbor starts or stops, uniformly distributed and always longer than a pair. */
const SHORTEST_PHASE = 4;
const LONGEST_PHASE = 120;
/** A spike makes a sample take up to three times as long. */
const MOST_SPIKE = 2;

/** Timed work of every sample: the minimum that the check requires. */
const TIMED_MS = 100;

export interface MachineNoise {
  /** Standard deviation of the logarithm of a sample, 0.03 is about 3 %. */
  readonly noise: number;
  /** Share of samples with a spike. Most disturbances of a process disappear in the median of its iterations. */
  readonly spikes: number;
}

/** Samples the cells of a base and a head on one machine, whose state all samples share. */
export class SimulatedMachine {
  readonly #random: RandomStream;
  readonly #machineNoise: MachineNoise;
  readonly #headRatios: readonly number[];
  readonly #drift: number;
  readonly #baseFirst: boolean;
  #taken = 0;
  #isBusy: boolean;
  #samplesUntilSwitch: number;

  /**
   * @param headRatios by cell, the time of the head over the time of the base
   */
  constructor(random: RandomStream, machineNoise: MachineNoise, headRatios: readonly number[]) {
    this.#random = random;
    this.#machineNoise = machineNoise;
    this.#headRatios = headRatios;
    this.#drift = (2 * random.nextFloat64() - 1) * MOST_DRIFT;
    this.#baseFirst = random.nextFloat64() < 0.5;
    this.#isBusy = random.nextFloat64() < 0.5;
    this.#samplesUntilSwitch = this.#drawPhaseLength();
  }

  /**
   * Takes pairs as the check does: each round has one pair of every cell, and the side that goes first changes by round.
   * @returns by cell, in the order of `cells`
   */
  takePairs(cells: readonly number[], rounds: number): SamplePair[][] {
    const pairs: SamplePair[][] = cells.map(() => []);
    for (let round = 0; round < rounds; round += 1) {
      const first = (round % 2 === 0) === this.#baseFirst ? "base" : "head";
      cells.forEach((cell, index) => {
        pairs[index]!.push(this.#pair(this.#headRatios[cell]!, first));
      });
    }
    return pairs;
  }

  #pair(headRatio: number, first: SamplePair["first"]): SamplePair {
    const one = this.slowdown();
    const other = this.slowdown();
    const [base, head] = first === "base" ? [one, other] : [other, one];
    return { base, head: head * headRatio, first, baseTimedMs: TIMED_MS };
  }

  /** Time of the next sample, relative to an idle machine. */
  slowdown(): number {
    this.#taken += 1;
    this.#samplesUntilSwitch -= 1;
    if (this.#samplesUntilSwitch < 0) {
      this.#isBusy = !this.#isBusy;
      this.#samplesUntilSwitch = this.#drawPhaseLength();
    }
    const { noise, spikes } = this.#machineNoise;
    const isSpike = this.#random.nextFloat64() < spikes;
    const spike = isSpike ? 1 + MOST_SPIKE * this.#random.nextFloat64() : 1;
    const host = this.#isBusy ? BUSY_HOST : 0;
    return spike * Math.exp(this.#drift * this.#taken + host + noise * standardNormal(this.#random));
  }

  #drawPhaseLength(): number {
    return SHORTEST_PHASE + this.#random.nextIntBelowOrEqual(LONGEST_PHASE - SHORTEST_PHASE);
  }
}
