import type { ScatterData } from "../charts/scatter-data.ts";
import { changed, type Difference, difference } from "../difference.ts";
import type { Markup } from "../html.ts";
import { chartSpecs, type NamedChart } from "./figures.ts";
import type { Selectable } from "./selectable.ts";
import type { TableData } from "./table-data.ts";

/** What of a page is in one language. */
export interface PageText {
  readonly title: string;
  readonly body: Markup;
  /** The charts that the body has placeholders for. */
  readonly charts: readonly NamedChart[];
  /** The tables that the body has in part, for the page's program. */
  readonly tables: readonly TableData[];
  /** What the page's program chooses configurations by; null on a page that is about none. */
  readonly selectable: Selectable | null;
  /** What the page's program draws the scatter plot from, of any two figures; null on a page without one. */
  readonly scatter: ScatterData | null;
}

/** The text of a page in another language than that of its markup, for the page's program. */
export interface Translation {
  readonly title: string;
  /** Markup. */
  readonly body: string;
  /** Id of a payload -> what is other in it; those that are the same are left out. Most of them are numbers. */
  readonly payloads: Readonly<Record<string, Difference>>;
}

/** The chart that is drawn from data of its own. */
const SCATTER = "pareto";

/** By id, what the page's program is given in the text's language. */
export function payloadsOf({ charts, tables, selectable, scatter }: PageText): Readonly<Record<string, unknown>> {
  return {
    charts: chartSpecs(charts.filter(({ name }) => scatter === null || name !== SCATTER)),
    ...(scatter === null ? {} : { scatter }),
    ...(selectable === null ? {} : { selectable }),
    ...Object.fromEntries(tables.map((table) => [tableId(table), table])),
  };
}

/** Id of a table's payload. */
export function tableId({ id }: Pick<TableData, "id">): string {
  return `table-${id}`;
}

export function translationOf(text: PageText, original: PageText): Translation {
  const own = payloadsOf(original);
  const payloads = Object.entries(payloadsOf(text)).flatMap(([id, payload]) => {
    const other = difference(payload, own[id]);
    return other === null ? [] : [[id, other] as const];
  });
  return { title: text.title, body: text.body.markup, payloads: Object.fromEntries(payloads) };
}

/** A payload in the language of a translation. @param payload the page's own; null if the page has none of that id */
export function translatedPayload<Payload>(
  id: string,
  payload: Payload | null,
  translation: Translation | null,
): Payload | null {
  const other = translation?.payloads[id];
  return payload === null || other === undefined ? payload : (changed(payload, other) as Payload);
}
