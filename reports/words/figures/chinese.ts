import { ENERGY_IN_CHINESE } from "./chinese-energy.ts";
import { QUALITY_IN_CHINESE } from "./chinese-quality.ts";
import { RUN_IN_CHINESE } from "./chinese-run.ts";
import { SERVING_IN_CHINESE } from "./chinese-serving.ts";
import { SIZE_IN_CHINESE } from "./chinese-size.ts";
import { TRAINING_IN_CHINESE } from "./chinese-training.ts";
import type { CatalogueTexts } from "./figure-texts.ts";

/** Every figure of the catalogue in Chinese. */
export const FIGURES_IN_CHINESE: CatalogueTexts = {
  ...QUALITY_IN_CHINESE,
  ...SERVING_IN_CHINESE,
  ...SIZE_IN_CHINESE,
  ...TRAINING_IN_CHINESE,
  ...ENERGY_IN_CHINESE,
  ...RUN_IN_CHINESE,
};
