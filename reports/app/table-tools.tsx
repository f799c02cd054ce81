import { useMemo } from "preact/hooks";
import { formatCount } from "../../harness/judge/figures/format.ts";
import type { TableData } from "../page/table-data.ts";
import type { Language } from "../words/language.ts";
import { tableWords } from "../words/tables.ts";
import { keptTogether } from "./keep-together.ts";
import { type ColumnChoice, isUsual, kindsOf, shownColumns } from "./order.ts";
import { toggled } from "./toggled.ts";

export interface TableToolsProps extends ColumnChoice {
  readonly data: TableData;
  readonly language: Language;
  /** Number of rows that are shown. */
  readonly rows: number;
  readonly find: string;
  readonly kinds: readonly string[];
  readonly onFind: (text: string) => void;
  readonly onKinds: (kinds: readonly string[]) => void;
  readonly onColumns: (changed: readonly string[]) => void;
}

/** What a table says of itself, and what chooses its rows and columns. */
export function TableTools(props: TableToolsProps) {
  const { data, language, rows, find, onFind } = props;
  const said = tableWords[language];
  return (
    <>
      <p class="lede" id={`${data.id}-caption`}>
        {keptTogether(data.caption)}
      </p>
      {data.notes.length === 0 ? null : (
        <ol class="notes">
          {data.notes.map(({ text, rows: count }) => (
            <li key={text}>{keptTogether(said.note(text, count))}</li>
          ))}
        </ol>
      )}
      <div class="tools">
        <input
          type="search"
          aria-label={said.filter}
          aria-controls={data.id}
          placeholder={said.filter}
          value={find}
          onInput={({ currentTarget }) => onFind(currentTarget.value)}
        />
        <Kinds {...props} />
        <Columns {...props} />
        <output aria-live="polite">{said.count(rows, data.classes.length)}</output>
      </div>
    </>
  );
}

/** A button for each value of the column of choice, with how many rows have it. */
function Kinds({ data, language, kinds, onKinds }: TableToolsProps) {
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const kind of kindsOf(data)) found.set(kind, (found.get(kind) ?? 0) + 1);
    return [...found];
  }, [data]);
  if (counts.length < 2) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row of buttons among others
    <div class="kinds" role="group" aria-label={data.choice ?? tableWords[language].all}>
      {counts.map(([kind, count]) => (
        <button
          key={kind}
          type="button"
          aria-pressed={kinds.includes(kind)}
          onClick={() => onKinds(toggled(kinds, kind))}
        >
          {kind} <small>{formatCount(count)}</small>
        </button>
      ))}
    </div>
  );
}

/** Which columns are shown. */
function Columns({ data: { columns }, language, changed, isNarrow, onColumns }: TableToolsProps) {
  const said = tableWords[language];
  const shown = new Set(shownColumns(columns, { changed, isNarrow }));
  const hidden = columns.flatMap((column) => (isUsual(column, isNarrow) ? [] : [column.title]));
  if (hidden.length === 0) return null;
  return (
    <details class="columns">
      <summary>{said.columns(shown.size, columns.length)}</summary>
      <div>
        <p>
          <button type="button" onClick={() => onColumns(hidden)}>
            {said.everyColumn}
          </button>
          <button type="button" onClick={() => onColumns([])}>
            {said.usualColumns}
          </button>
        </p>
        {columns.slice(1).map((column) => (
          <label key={column.title} title={column.help}>
            <input
              type="checkbox"
              checked={shown.has(column)}
              onChange={() => onColumns(toggled(changed, column.title))}
            />{" "}
            {column.title}
          </label>
        ))}
      </div>
    </details>
  );
}
