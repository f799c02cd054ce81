/** The page's own program. Without it, the page shows its texts, its tables and pictures of its main charts. */
import type { ScatterData } from "../charts/scatter-data.ts";
import type { Selectable } from "../page/selectable.ts";
import type { Language } from "../words/language.ts";
import { type ChartSpecs, placeCharts } from "./charts.ts";
import { mountCompare } from "./compare.tsx";
import { mountExplore } from "./explore/mount.tsx";
import { keepTogether } from "./keep-page-together.ts";
import { layOutCharts } from "./lay-out-charts.ts";
import { nearbyCharts } from "./nearby-charts.ts";
import { nextTask } from "./next-task.ts";
import { parsed } from "./parsed.ts";
import { readTranslated } from "./read-translated.ts";
import { sharedOf } from "./shared.ts";
import { sortStaticTables } from "./static-tables.ts";
import { type Store, storeOf } from "./store.ts";
import { mountTables } from "./tables.tsx";
import { offerLanguages, translated, wantedLanguage } from "./translate.ts";
import { hashOf, type View, viewOf } from "./view.ts";
import { mountWar } from "./war.tsx";

/** A run without any configuration, or a page that is about none. */
const NONE: Selectable = { axes: [], configurations: [] };

async function start(): Promise<void> {
  const store = storeOf<View>(viewOf(location.hash));
  const main = document.querySelector("main")!;
  const language = wantedLanguage(store.get());
  const translation = await translated(main, language);
  offerLanguages(main, language, store);
  keepTogether(main);
  jumpWithin(main);
  sortStaticTables(main);
  shareInAddress(store, language);
  printWhole();
  const all = (await readTranslated<Selectable>("selectable", translation)) ?? NONE;
  const isAskedFor = store.get().brush !== null;
  const known = {
    store,
    language,
    translation,
    all,
    scatter: isAskedFor ? await readTranslated<ScatterData>("scatter", translation) : null,
  };
  const shared = sharedOf(known);
  await mountTables(main, shared);
  // Tables answer as soon as all of the page is there.
  await parsed();
  await nextTask();
  known.scatter ??= await readTranslated<ScatterData>("scatter", translation);
  await nextTask();
  mountExplore(shared);
  await nextTask();
  const charts = nearbyCharts();
  await mountWar(main, shared, charts);
  await nextTask();
  await mountCompare(main, shared);
  const specs = (await readTranslated<ChartSpecs>("charts", translation)) ?? {};
  placeCharts(specs, shared, charts);
  await layOutCharts(main);
}

/** The hash follows what is chosen, and what is chosen follows a hash that is entered; one in another language is the page loaded again. */
function shareInAddress(store: Store<View>, own: Language): void {
  let written = location.hash;
  store.listen((view) => {
    const hash = hashOf(view);
    written = hash === "" ? "" : `#${hash}`;
    history.replaceState(null, "", written === "" ? location.pathname + location.search : written);
  });
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    const entered = viewOf(location.hash);
    if (wantedLanguage(entered) === own) store.set(entered);
    else location.reload();
  });
}

/** Links to parts of the page scroll there, and leave the address to what is chosen. */
function jumpWithin(main: HTMLElement): void {
  main.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]');
    const part = link === null ? null : document.getElementById(link.hash.slice(1));
    if (part === null) return;
    event.preventDefault();
    stayAt(part);
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  });
}

/** The longest time in which charts near a part that was jumped to are drawn, each of which may move it. */
const SETTLING_MS = 1500;
/** So many frames without a chart that is being drawn, nothing moves it any more. */
const QUIET_FRAMES = 3;

/** Scrolls to a part, and stays there while what is above it gets its own height, unless the reader moves. */
function stayAt(part: Element): void {
  const moved = new AbortController();
  for (const event of ["wheel", "touchstart", "keydown", "pointerdown"])
    addEventListener(event, () => moved.abort(), { signal: moved.signal, passive: true });
  const endMs = performance.now() + SETTLING_MS;
  let quiet = 0;
  const settle = () => {
    if (moved.signal.aborted) return;
    part.scrollIntoView();
    quiet = document.documentElement.dataset.charts === "drawn" ? quiet + 1 : 0;
    if (quiet > QUIET_FRAMES || performance.now() > endMs) moved.abort();
    else requestAnimationFrame(settle);
  };
  settle();
}

/** What is folded away is printed, too. */
function printWhole(): void {
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll<HTMLDetailsElement>(
      "main :is(.warnings, [data-testid=answer]) details",
    ))
      folded.open = true;
  });
}

start();
