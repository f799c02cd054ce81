/** Experiments that teach others. */
import { contentIdOfParts } from "../base/canonical-json.ts";
import { ConfigError } from "../base/errors.ts";
import { randomStream } from "../base/random/mt19937.ts";
import { type Experiment, type PluginSpec, SHARED_PARTS } from "../contract/index.ts";
import type { Distillation } from "../contract/training-variant.ts";

/**
 * The plain cells that teach an experiment. The first has the same seed, so that it may also be a cell of the matrix.
 * @param foreign the teacher with a seed, if it is a model of another source
 */
export function teachersOf(
  experiment: Experiment,
  distillationOf: (technique: PluginSpec) => Distillation | undefined,
  foreign: ((seed: number) => Experiment) | null,
): Experiment[] {
  const distillations = experiment.techniques.flatMap((technique) => distillationOf(technique) ?? []);
  if (distillations.length > 1) {
    throw new ConfigError(`the techniques ${JSON.stringify(experiment.techniques)} distill twice; keep one`);
  }
  return distillations.flatMap(({ teacher, seeds }) => {
    const { id: _, model, training, ...rest } = experiment;
    const { model: { source: __, ...ownModel } = {}, ...ownTraining } = teacher;
    return Array.from({ length: seeds }, (___, index) => {
      const seed = teacherSeed(training.seed, index);
      if (foreign !== null) return foreign(seed);
      return withId(
        sameRows(
          {
            ...rest,
            model: { ...model, ...ownModel },
            training: { ...training, ...ownTraining, seed },
            techniques: [],
          },
          training.seed,
        ),
      );
    });
  });
}

/** A teacher that uses the training rows that a student of another seed uses. */
export function sameRows(teacher: Omit<Experiment, "id">, seed: number): Omit<Experiment, "id"> {
  const { training } = teacher;
  if (training.rows === undefined || training.seed === seed) return teacher;
  return { ...teacher, training: { ...training, rowsSeed: seed } };
}

/** Random rather than consecutive, so that the next seed's student has other teachers. */
function teacherSeed(seed: number, index: number): number {
  return index === 0 ? seed : randomStream(seed, "teacher", index).nextUint32();
}

export function withId(rest: Omit<Experiment, "id">): Experiment {
  return { id: contentIdOfParts(rest, SHARED_PARTS), ...rest };
}
