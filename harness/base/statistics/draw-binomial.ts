import type { Uniform } from "./uniform.ts";

/** From this mean on, rejection takes fewer random numbers than one for each success. */
const LARGE_MEAN = 10;

/**
 * Draws from the binomial distribution, exactly: the successes of independent trials. The time is that of a few random numbers, however
 * many trials there are.
 * @param chance of each trial, in [0, 1]
 * @see Hörmann 1993, The Generation of Binomial Random Variates, Journal of Statistical Computation and Simulation 46, algorithm BTRS
 */
export function drawBinomial(trials: number, chance: number, uniform: Uniform): number {
  if (chance > 0.5) return trials - drawBinomial(trials, 1 - chance, uniform);
  if (trials === 0 || chance === 0) return 0;
  return trials * chance < LARGE_MEAN ? byGaps(trials, chance, uniform) : byRejection(trials, chance, uniform);
}

/** The trials between two successes are drawn from the geometric distribution. */
function byGaps(trials: number, chance: number, uniform: Uniform): number {
  const logOther = Math.log1p(-chance);
  let successes = 0;
  for (let trial = 0; ; successes += 1) {
    trial += Math.floor(Math.log(1 - uniform()) / logOther) + 1;
    if (trial > trials) return successes;
  }
}

function byRejection(trials: number, chance: number, uniform: Uniform): number {
  const deviation = Math.sqrt(trials * chance * (1 - chance));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * chance;
  const center = trials * chance + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const odds = chance / (1 - chance);
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((trials + 1) * chance);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const edge = 0.5 - Math.abs(u);
    const drawn = Math.floor(((2 * a) / edge + b) * u + center);
    if (edge >= 0.07 && v <= squeeze) return drawn;
    if (!(drawn >= 0 && drawn <= trials)) continue;
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (trials - mode + 1))) +
      (trials + 1) * Math.log((trials - mode + 1) / (trials - drawn + 1)) +
      (drawn + 0.5) * Math.log((odds * (trials - drawn + 1)) / (drawn + 1)) +
      stirlingRest(mode) +
      stirlingRest(trials - mode) -
      stirlingRest(drawn) -
      stirlingRest(trials - drawn);
    if (Math.log((v * alpha) / (a / (edge * edge) + b)) <= bound) return drawn;
  }
}

/** ln k! - [ln √(2π) + (k + 1/2) ln(k + 1) - (k + 1)], of small k. */
const SMALL_RESTS = Array.from({ length: 10 }, (_, k) => {
  let logFactorial = 0;
  for (let factor = 2; factor <= k; factor += 1) logFactorial += Math.log(factor);
  return logFactorial - (Math.log(2 * Math.PI) / 2 + (k + 0.5) * Math.log(k + 1) - (k + 1));
});

function stirlingRest(k: number): number {
  const known = SMALL_RESTS[k];
  if (known !== undefined) return known;
  const square = (k + 1) ** 2;
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}
