import type { BoundTechnique } from "../../contract/index.ts";

type NamedTechnique = Pick<BoundTechnique, "stage" | "training" | "readsTexts"> & { readonly name: string };
type Stage = BoundTechnique["stage"];

export interface OrderProblem {
  /** Index of the technique that cannot be at its place. */
  readonly index: number;
  /** Why, and the way out. */
  readonly message: string;
}

/** Why a technique of one stage cannot follow one of another; null where it can. */
const FOLLOWS: Readonly<Record<Stage, Readonly<Record<Stage, ((later: string, earlier: string) => string) | null>>>> = {
  training: { training: null, weights: null, storage: null },
  weights: { training: trainingIsOver, weights: null, storage: null },
  storage: {
    training: trainingIsOver,
    weights: (later, earlier) =>
      `${later} changes float32 weights, of which ${earlier} leaves none; list ${later} before ${earlier}`,
    storage: (later, earlier) =>
      `${later} stores float32 weights in another form, which ${earlier} has done already; keep one of them`,
  },
};

function trainingIsOver(later: string, earlier: string): string {
  return `${later} changes the training, whose result ${earlier} changes; list ${later} before ${earlier}`;
}

/** The first technique of a list that cannot follow those before it. */
export function orderProblem(techniques: readonly NamedTechnique[]): OrderProblem | null {
  for (const [index, later] of techniques.entries()) {
    for (const earlier of techniques.slice(0, index)) {
      const message =
        FOLLOWS[earlier.stage][later.stage]?.(later.name, earlier.name) ??
        sharedPart(later, earlier) ??
        unveiled(later, earlier);
      if (message !== null) return { index, message };
    }
  }
  return null;
}

/** Two techniques cannot both set the same part of the one training. */
function sharedPart(later: NamedTechnique, earlier: NamedTechnique): string | null {
  const shared = Object.keys(later.training ?? {}).find((part) => Object.hasOwn(earlier.training ?? {}, part));
  if (shared === undefined) return null;
  return `${later.name} and ${earlier.name} before it both set the training's ${shared}; keep one of them`;
}

/** A technique that would give away what another one hides. */
function unveiled(later: NamedTechnique, earlier: NamedTechnique): string | null {
  const hides = [later, earlier].find(({ training }) => training?.privacy !== undefined);
  const other = hides === later ? earlier : later;
  if (hides === undefined || !(other.readsTexts || other.training?.distillation !== undefined)) return null;
  return `${later.name} and ${earlier.name} before it cannot be combined, since ${other.name} reads the training texts that ${hides.name} hides; keep one of them`;
}
