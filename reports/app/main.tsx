/** The page's own program. Without it, the page shows its texts, its tables and pictures of its main charts. */
import type { ScatterData } from "../charts/scatter-data.ts";
import type { Selectable } from "../page/selectable.ts";
import { type ChartSpecs, drawCharts } from "./charts.ts";
import { mountExplore } from "./explore/mount.tsx";
import { keepTogether } from "./keep-together.ts";
import { readPayload } from "./payload.ts";
import { sharedOf } from "./shared.ts";
import { showSelected, sortStaticTables } from "./static-tables.ts";
import { type Store, storeOf } from "./store.ts";
import { mountTables } from "./tables.tsx";
import { hashOf, type View, viewOf } from "./view.ts";
import { mountWar } from "./war.tsx";

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
  await mountTables(main, shared);
  await mountWar(main, shared);
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

start();
