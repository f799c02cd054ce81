import { useMemo, useRef } from "preact/hooks";
import type { ColumnData, TableData } from "../page/table-data.ts";
import { keptTogether } from "./keep-together.ts";
import { rowsInOrder } from "./order.ts";
import type { Selection } from "./selection.ts";
import { useVirtualRows } from "./use-virtual-rows.ts";
import type { Sorting } from "./view.ts";

export interface DataTableProps {
  readonly data: TableData;
  readonly selection: Selection;
  readonly pinned: ReadonlySet<string>;
  readonly sorting: Sorting | null;
  readonly onSort: (sorting: Sorting) => void;
}

/** A sortable table of any number of rows, of which those in view are in the document. */
export function DataTable({ data, selection, pinned, sorting, onSort }: DataTableProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsInOrder(data, selection, sorting), [data, selection, sorting]);
  const { shown, above, below, measure } = useVirtualRows(scroll, rows.length);
  const { id, caption, columns } = data;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section class="scroll" ref={scroll} aria-labelledby={`${id}-caption`} tabIndex={0}>
      <table id={id} class="sortable" aria-rowcount={rows.length + 1}>
        <caption id={`${id}-caption`}>
          <span>{caption}</span>
        </caption>
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
                {columns.map((column, index) => (
                  <Cell key={column.title} column={column} row={row} isName={index === 0} />
                ))}
              </tr>
            );
          })}
          <Gap height={below} width={columns.length} />
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

function Cell({
  column,
  row,
  isName,
}: {
  readonly column: ColumnData;
  readonly row: number;
  readonly isName: boolean;
}) {
  const { kind, texts, details, titles, missing, cautions } = column;
  const text = keptTogether(texts[row] ?? "");
  const meaning = missing.includes(row) ? "not measured" : (titles[row] ?? "");
  const detail = details[row] ?? "";
  const content = (
    <>
      {meaning === "" ? text : <span title={meaning}>{text}</span>}
      {detail === "" ? null : <small>{keptTogether(detail)}</small>}
    </>
  );
  if (isName) return <th scope="row">{content}</th>;
  return <td class={cautions.includes(row) ? `${kind} caution` : kind}>{content}</td>;
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
