/** The page's own program. Without it, the page shows its texts, its tables and pictures of its main charts. */
import { render } from "preact";
import { useMemo } from "preact/hooks";
import type { ScatterData } from "../charts/scatter-data.ts";
import type { Selectable } from "../page/selectable.ts";
import type { TableData } from "../page/table-data.ts";
import { type ChartSpecs, drawCharts } from "./charts.ts";
import { DataTable } from "./data-table.tsx";
import { mountExplore } from "./explore/mount.tsx";
import { keepTogether } from "./keep-together.ts";
import { readPayload } from "./payload.ts";
import { type Shared, sharedOf } from "./shared.ts";
import { showSelected, sortStaticTables } from "./static-tables.ts";
import { type Store, storeOf } from "./store.ts";
import { useStore } from "./use-store.ts";
import { hashOf, type Sorting, type View, viewOf } from "./view.ts";

/** A run without any configuration, or a page that is about none. */
const NONE: Selectable = { axes: [], configurations: [] };

async function start(): Promise<void> {
  const store = storeOf<View>(viewOf(location.hash));
  const main = document.querySelector("main")!;
  keepTogether(main);
  sortStaticTables(main);
  shareInAddress(store);
  const shared = sharedOf({
    store,
    language: "en",
    all: (await readPayload<Selectable>("selectable")) ?? NONE,
    scatter: await readPayload<ScatterData>("scatter"),
  });
  await Promise.all(
    [...main.querySelectorAll<HTMLElement>("[data-table]")].map(async (place) => {
      const data = await readPayload<TableData>(`table-${place.dataset.table}`);
      if (data !== null) mountTable(place, data, shared);
    }),
  );
  mountExplore(shared);
  const follow = () => showSelected(main, shared.selection());
  follow();
  store.listen(follow);
  await drawCharts((await readPayload<ChartSpecs>("charts")) ?? {}, shared);
}

/** The hash follows what is chosen, and what is chosen follows a hash that is entered. */
function shareInAddress(store: Store<View>): void {
  let written = location.hash;
  store.listen((view) => {
    const hash = hashOf(view);
    written = hash === "" ? "" : `#${hash}`;
    history.replaceState(null, "", written === "" ? location.pathname + location.search : written);
  });
  addEventListener("hashchange", () => {
    if (location.hash !== written) store.set(viewOf(location.hash));
  });
}

function mountTable(place: HTMLElement, data: TableData, shared: Shared): void {
  place.replaceChildren();
  render(<SharedTable data={data} shared={shared} />, place);
}

/** A table of what is chosen. */
function SharedTable({ data, shared: { store, selection } }: { readonly data: TableData; readonly shared: Shared }) {
  const view = useStore(store);
  const pinned = useMemo(() => new Set(view.pinned), [view.pinned]);
  const onSort = (sorting: Sorting) => store.set({ sort: { ...store.get().sort, [data.id]: sorting } });
  const sorting = view.sort[data.id] ?? null;
  return <DataTable data={data} selection={selection()} pinned={pinned} sorting={sorting} onSort={onSort} />;
}

start();
