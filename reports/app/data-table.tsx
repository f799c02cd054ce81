import { useMemo, useRef } from "preact/hooks";
import { type CellTexts, type ColumnData, cellTexts, type TableData } from "../page/table-data.ts";
import type { Language } from "../words/language.ts";
import { tableWords } from "../words/tables.ts";
import { keptTogether } from "./keep-together.ts";
import { useVirtualRows } from "./use-virtual-rows.ts";
import type { Sorting } from "./view.ts";

export interface DataTableProps {
  readonly data: TableData;
  readonly language: Language;
  /** The rows that are shown, in order. */
  readonly rows: readonly number[];
  /** The columns that are shown. */
  readonly columns: readonly ColumnData[];
  /** What it says of a row stands below the row's name; null for nothing. */
  readonly below?: ColumnData | null;
  readonly pinned: ReadonlySet<string>;
  readonly sorting: Sorting | null;
  readonly onSort: (sorting: Sorting) => void;
  /** Called with the row whose name is pressed; null if rows do not open. */
  readonly onOpen: ((row: number) => void) | null;
}

/** A sortable table of any number of rows, of which those in view are in the document. */
export function DataTable(props: DataTableProps) {
  const { data, language, rows, columns, below: under = null, pinned, sorting, onSort, onOpen } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const { shown, above, below, measure } = useVirtualRows(scroll, rows.length);
  const cells = useMemo(() => columns.map((column) => cellTexts(column, language)), [columns, language]);
  const underOf = useMemo(() => (under === null ? null : cellTexts(under, language)), [under, language]);
  const { id } = data;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section class="scroll tall" ref={scroll} aria-labelledby={`${id}-caption`} tabIndex={0}>
      <table id={id} class="sortable" aria-labelledby={`${id}-caption`} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.title} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={above} width={columns.length} />
          {shown.map((place) => {
            const row = rows[place]!;
            const about = data.configurations[row] ?? null;
            const isPinned = about !== null && pinned.has(about);
            return (
              <tr
                key={row}
                ref={measure}
                data-index={place}
                aria-rowindex={place + 2}
                data-configuration={about}
                class={[data.classes[row], isPinned ? "pinned" : ""].join(" ").trim()}
              >
                {cells.map((textsOf, index) => (
                  <Cell
                    key={columns[index]!.title}
                    {...textsOf(row)}
                    below={index === 0 ? (underOf?.(row).text ?? "") : ""}
                    onOpen={index === 0 ? onOpen : null}
                    row={row}
                    isName={index === 0}
                  />
                ))}
              </tr>
            );
          })}
          <Gap height={below} width={columns.length} />
          {rows.length > 0 ? null : (
            <tr>
              <td colSpan={columns.length}>{tableWords[language].nothing}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}

function Heading({
  column: { title, help, kind },
  sorting,
  onSort,
}: Pick<DataTableProps, "sorting" | "onSort"> & { readonly column: ColumnData }) {
  const own = sorting?.by === title ? sorting : null;
  const order = own === null ? "none" : own.isAscending ? "ascending" : "descending";
  return (
    <th scope="col" class={kind} aria-sort={order} title={help}>
      <button type="button" onClick={() => onSort({ by: title, isAscending: order !== "ascending" })}>
        {title}
      </button>
    </th>
  );
}

interface CellProps extends CellTexts {
  readonly row: number;
  readonly isName: boolean;
  /** A second line of small print; empty for none. */
  readonly below: string;
  readonly onOpen: DataTableProps["onOpen"];
}

function Cell({ classes, text, meaning, detail, below, sort, row, isName, onOpen }: CellProps) {
  const kept = keptTogether(text);
  const said = meaning === "" ? kept : <span title={meaning}>{kept}</span>;
  const content = (
    <>
      {onOpen === null ? (
        said
      ) : (
        <button type="button" class="open" aria-haspopup="dialog" onClick={() => onOpen(row)}>
          {said}
        </button>
      )}
      {detail === "" ? null : <small>{keptTogether(detail)}</small>}
      {below === "" ? null : <small>{keptTogether(below)}</small>}
    </>
  );
  if (isName)
    return (
      <th scope="row" data-sort={sort}>
        {content}
      </th>
    );
  return (
    <td class={classes} data-sort={sort}>
      {content}
    </td>
  );
}

/** The height of rows that are out of view. */
function Gap({ height, width }: { readonly height: number; readonly width: number }) {
  if (height === 0) return null;
  return (
    <tr class="gap">
      <td colSpan={width} style={{ height }} />
    </tr>
  );
}
