import { render } from "preact";
import { useCallback, useMemo, useState } from "preact/hooks";
import type { TableData } from "../page/table-data.ts";
import { ConfigurationDialog } from "./configuration-dialog.tsx";
import { DataTable } from "./data-table.tsx";
import { columnBelow, rowsInOrder, shownColumns } from "./order.ts";
import { readTable } from "./read-table.ts";
import { RecordDialog } from "./record-dialog.tsx";
import type { Shared } from "./shared.ts";
import { TableTools } from "./table-tools.tsx";
import { useNarrow } from "./use-narrow.ts";
import { useStore } from "./use-store.ts";
import type { Sorting } from "./view.ts";

/** Takes over the tables of the page that are marked as the program's. */
export async function mountTables(root: ParentNode, page: Shared): Promise<void> {
  const mount = async (place: HTMLElement) => {
    const data = await readTable(place.dataset.table!, page);
    if (data === null) return;
    place.replaceChildren();
    render(<SharedTable data={data} page={page} />, place);
  };
  await Promise.all([...root.querySelectorAll<HTMLElement>("[data-table]")].map(mount));
}

const NONE: readonly string[] = [];

/** A table of what is chosen, with what chooses. */
export function SharedTable({ data, page }: { readonly data: TableData; readonly page: Shared }) {
  const { store, language } = page;
  const { id } = data;
  const view = useStore(store);
  const isNarrow = useNarrow();
  const [opened, setOpened] = useState<number | null>(null);
  const selection = page.selection();
  const pinned = useMemo(() => new Set(view.pinned), [view.pinned]);
  const sorting = view.sort[id] ?? null;
  const find = view.rows[id] ?? "";
  const kinds = view.kinds[id] ?? NONE;
  // What has room on a phone is chosen apart: a view that is shared from a desk has its own columns there.
  const chosenFor = isNarrow ? `${id}.narrow` : id;
  const changed = view.columns[chosenFor] ?? NONE;
  const rows = useMemo(
    () => rowsInOrder(data, { selection, sorting, find, kinds }),
    [data, selection, sorting, find, kinds],
  );
  const columns = useMemo(() => shownColumns(data.columns, { changed, isNarrow }), [data, changed, isNarrow]);
  const onSort = (sort: Sorting) => store.set({ sort: { ...store.get().sort, [id]: sort } });
  const close = useCallback(() => setOpened(null), []);
  return (
    <>
      <TableTools
        data={data}
        language={language}
        rows={rows.length}
        find={find}
        kinds={kinds}
        changed={changed}
        isNarrow={isNarrow}
        onFind={(text) => store.set({ rows: { ...store.get().rows, [id]: text } })}
        onKinds={(wanted) => store.set({ kinds: { ...store.get().kinds, [id]: wanted } })}
        onColumns={(titles) => store.set({ columns: { ...store.get().columns, [chosenFor]: titles } })}
      />
      <DataTable
        data={data}
        language={language}
        rows={rows}
        columns={columns}
        below={isNarrow ? columnBelow(data, columns) : null}
        pinned={pinned}
        sorting={sorting}
        onSort={onSort}
        onOpen={data.opens === null ? null : setOpened}
      />
      {opened === null ? null : data.opens === "configuration" ? (
        <ConfigurationDialog data={data} row={opened} page={page} onClose={close} />
      ) : (
        <RecordDialog data={data} row={opened} language={language} onClose={close} />
      )}
    </>
  );
}
