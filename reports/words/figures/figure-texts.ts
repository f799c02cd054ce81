import type { CATALOGUE } from "../../../harness/judge/figures/catalogue/registry.ts";

/** What the page says of a figure, as the catalogue has it in English. */
export interface FigureTexts {
  /** Heading of its column. */
  readonly title: string;
  /** One line, without a period. */
  readonly help: string;
  /** Further sentences for "How it was measured". */
  readonly method?: string | undefined;
  /** Caption of its tile among the page's key figures. */
  readonly tile?: string | undefined;
  /** Its label in small print below another figure. */
  readonly detail?: string | undefined;
  /** What a run lacks without it. */
  readonly missing?: string | undefined;
}

type CatalogueFigure = (typeof CATALOGUE)[number];

/** The texts of every figure of the catalogue by its name: those that it has in English, no fewer and no more. */
export type CatalogueTexts = {
  readonly [F in CatalogueFigure as F["name"]]: { readonly [K in keyof F & keyof FigureTexts]: string };
};

/** The same of some of them. */
export type SomeTexts = Partial<CatalogueTexts>;
