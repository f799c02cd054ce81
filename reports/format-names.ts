/** What a report can be written as; `formats.io.ts` writes it. */
export const FORMAT_NAMES = ["html", "json", "csv", "markdown", "svg", "png"] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];

/** What it is written as unless something else is asked for. */
export const USUAL_FORMATS: readonly FormatName[] = ["html", "json", "csv"];

/** Those for which charts are drawn as pictures. */
export const DRAWN_FORMATS: ReadonlySet<string> = new Set(["html", "svg", "png"] satisfies FormatName[]);
