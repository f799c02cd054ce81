/**
 * Dollars a month as a function of the texts a month:
 * fixed + per text x texts + what begins beyond free volumes + whole machines.
 */
export interface CostCurve {
  readonly fixedUsd: number;
  readonly usdPerText: number;
  /** Dollars for each text beyond a free number of texts. */
  readonly beyondFree: readonly { readonly texts: number; readonly usdPerText: number }[];
  /** Null where nothing is bought whole. */
  readonly machines: Machines | null;
}

/** Machines are bought whole, and at least one. */
export interface Machines {
  readonly usdEach: number;
  /** Texts that each can serve in a month: a whole number. */
  readonly textsEach: number;
  /** Texts that it could serve in the time in which the machines train. */
  readonly textsOfTraining: number;
}

/** @param texts a month, at least 0 */
export function usdAt({ fixedUsd, usdPerText, beyondFree, machines }: CostCurve, texts: number): number {
  const beyond = beyondFree.reduce((sum, free) => sum + Math.max(0, texts - free.texts) * free.usdPerText, 0);
  const whole = machines === null ? 0 : machinesFor(machines, texts) * machines.usdEach;
  return fixedUsd + texts * usdPerText + beyond + whole;
}

/**
 * Whether a curve is below or at another in each of its parts, and so costs at most as much at every volume. Two curves may lie so without being
 * so in each part.
 */
export function isNowhereAbove(a: CostCurve, b: CostCurve): boolean {
  return (
    a.fixedUsd <= b.fixedUsd &&
    a.usdPerText <= b.usdPerText &&
    a.beyondFree.length === b.beyondFree.length &&
    a.beyondFree.every(({ texts, usdPerText }, index) => {
      const other = b.beyondFree[index]!;
      return texts >= other.texts && usdPerText <= other.usdPerText;
    }) &&
    needsNoMoreMachines(a.machines, b.machines)
  );
}

function needsNoMoreMachines(a: Machines | null, b: Machines | null): boolean {
  if (a === null) return true;
  if (b === null) return false;
  return a.usdEach <= b.usdEach && a.textsEach >= b.textsEach && a.textsOfTraining <= b.textsOfTraining;
}

/** How many machines a volume takes. */
export function machinesFor({ textsEach, textsOfTraining }: Machines, texts: number): number {
  return Math.max(1, Math.ceil((texts + textsOfTraining) / textsEach));
}

/**
 * The volumes after which the curve jumps or bends, in (0, upTo): between two of them it is a straight line, which includes its
 * right end. Ascending, whole numbers.
 */
export function bends({ beyondFree, machines }: CostCurve, upTo: number): number[] {
  const ofFree = beyondFree.map(({ texts }) => Math.floor(texts));
  const all = [...ofFree, ...(machines === null ? [] : jumps(machines, upTo))];
  return [...new Set(all)].filter((texts) => texts > 0 && texts < upTo).sort((a, b) => a - b);
}

/** The most texts that each number of machines can serve, below `upTo`. */
function jumps(machines: Machines, upTo: number): number[] {
  const { textsEach, textsOfTraining } = machines;
  const first = machinesFor(machines, 0);
  const count = Math.max(0, machinesFor(machines, upTo) - first);
  return Array.from({ length: count }, (_, index) => Math.floor((first + index) * textsEach - textsOfTraining));
}
