/**
 * Departures of a training from the plain one, each brought by a technique: they change the one training job instead of
 * paying for a second. Empty for a plain training.
 */
// biome-ignore lint/complexity/noBannedTypes: the members come with the techniques that need them
export type TrainingVariant = {};
