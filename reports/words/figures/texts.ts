/** What the page says of a figure, in the language of its reader. */

import type { Figure } from "../../../harness/judge/figures/figure.ts";
import { RECORD_FIGURES } from "../../../harness/judge/figures/figures.ts";
import type { InLanguages, Language } from "../language.ts";
import { FIGURES_IN_CHINESE } from "./chinese.ts";
import type { FigureTexts } from "./figure-texts.ts";

const chinese: Readonly<Record<string, FigureTexts>> = FIGURES_IN_CHINESE;

const textsOf: InLanguages<(figure: Figure) => FigureTexts> = {
  en: inEnglish,
  // One that the catalogue lacks has its own words only.
  zh: (figure) => chinese[figure.name] ?? inEnglish(figure),
};

function inEnglish({ title, help, method, tile, detail, missing }: Figure): FigureTexts {
  return { title, help, method, tile, detail: detail?.label, missing };
}

/** Heading of its column: "Training time". */
export function figureTitle(figure: Figure, language: Language = "en"): string {
  return textsOf[language](figure).title;
}

/** One line that explains it, without a period. */
export function figureHelp(figure: Figure, language: Language = "en"): string {
  return textsOf[language](figure).help;
}

/** Further sentences on how it is measured; undefined if there are none. */
export function figureMethod(figure: Figure, language: Language = "en"): string | undefined {
  return textsOf[language](figure).method;
}

/** Caption of its tile among the key figures; undefined if it has none. */
export function tileTitle(figure: Figure, language: Language = "en"): string | undefined {
  return textsOf[language](figure).tile;
}

/** Its label in small print below another figure: its title if it has no other. */
export function detailLabel(figure: Figure, language: Language = "en"): string {
  const { detail, title } = textsOf[language](figure);
  return detail ?? title;
}

/**
 * What runs lack, of a warning that names it as the catalogue does.
 * @param missing a figure's `missing`; another text is unchanged
 */
export function missingText(missing: string, language: Language = "en"): string {
  const figure = RECORD_FIGURES.find((one) => one.missing === missing);
  return (figure && textsOf[language](figure).missing) ?? missing;
}
