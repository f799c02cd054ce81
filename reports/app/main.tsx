/** The page's own program. Without it, the page shows its texts, its tables and pictures of its main charts. */
import { render } from "preact";
import { useMemo } from "preact/hooks";
import type { Selectable } from "../page/selectable.ts";
import type { TableData } from "../page/table-data.ts";
import { type ChartSpecs, drawCharts } from "./charts.ts";
import { DataTable } from "./data-table.tsx";
import { keepTogether } from "./keep-together.ts";
import { readPayload } from "./payload.ts";
import { selectionOf } from "./selection.ts";
import { showSelected, sortStaticTables } from "./static-tables.ts";
import { type Store, storeOf } from "./store.ts";
import { useStore } from "./use-store.ts";
import { hashOf, type Sorting, type View, viewOf } from "./view.ts";
import { mountWar } from "./war.tsx";

/** A run without any configuration, or a page that is about none. */
const NONE: Selectable = { axes: [], configurations: [] };

async function start(): Promise<void> {
  const store = storeOf<View>(viewOf(location.hash));
  const main = document.querySelector("main")!;
  keepTogether(main);
  sortStaticTables(main);
  shareInAddress(store);
  const all = (await readPayload<Selectable>("selectable")) ?? NONE;
  const selection = () => selectionOf(all, store.get());
  await Promise.all(
    [...main.querySelectorAll<HTMLElement>("[data-table]")].map(async (place) => {
      const data = await readPayload<TableData>(`table-${place.dataset.table}`);
      if (data !== null) mountTable(place, data, all, store);
    }),
  );
  await mountWar(main, all, store);
  showSelected(main, selection());
  await drawCharts((await readPayload<ChartSpecs>("charts")) ?? {}, selection());
  store.listen(() => {
    showSelected(main, selection());
  });
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

function mountTable(place: HTMLElement, data: TableData, all: Selectable, store: Store<View>): void {
  place.replaceChildren();
  render(<SharedTable data={data} all={all} store={store} />, place);
}

/** A table of what is chosen. */
function SharedTable({
  data,
  all,
  store,
}: {
  readonly data: TableData;
  readonly all: Selectable;
  readonly store: Store<View>;
}) {
  const view = useStore(store);
  const selection = useMemo(() => selectionOf(all, view), [all, view.only, view.find, view.brush]);
  const pinned = useMemo(() => new Set(view.pinned), [view.pinned]);
  const onSort = (sorting: Sorting) => store.set({ sort: { ...store.get().sort, [data.id]: sorting } });
  return (
    <DataTable data={data} selection={selection} pinned={pinned} sorting={view.sort[data.id] ?? null} onSort={onSort} />
  );
}

start();
