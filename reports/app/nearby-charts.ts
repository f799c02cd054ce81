import { runLibrariesNow } from "./libraries.ts";
import { nextTask } from "./next-task.ts";
import type { PlacedChart } from "./placed-chart.ts";

/** Charts that are drawn as they near the view, or are printed. Until then, their pictures stand for them. */
export interface NearbyCharts {
  /** @returns a function that takes it from them */
  readonly add: (chart: PlacedChart) => () => void;
  /** To be called when other things are chosen: charts follow after a pause, and those out of view are not seen until they do. */
  readonly follow: () => void;
  /** To be called once, when the first charts are added. */
  readonly start: () => void;
}

interface Entry {
  readonly chart: PlacedChart;
  /** Null before the browser has said so. */
  isNear: boolean | null;
  /** Whether a drawing has ended. */
  isDrawn: boolean;
  /** Pixels that its place is wide, and was when the last drawing began: specs read the width once. */
  width: number;
  drawnWidth: number;
  /** The last drawing, after which the next one begins. */
  drawing: Promise<void>;
}

/** Milliseconds without another change before charts follow. */
const PAUSE_MS = 120;

/** So far above and below the view charts are near: a screen's height. */
const MARGIN = "100% 0px";

/**
 * Draws one chart after the other, so that the page answers its reader in between, and those in view first. The document's element says in
 * `data-charts` whether all that are near are "drawn", or some are still "drawing". Those for which nothing stands follow when the browser
 * is idle. Before a print, all are drawn. Those whose place gets another width, such as on a phone that is turned, are drawn anew.
 */
export function nearbyCharts(): NearbyCharts {
  const entries = new Map<Element, Entry>();
  let isStarted = false;
  let isAtWork = false;
  let isIdleAwaited = false;
  /** Drawings that are not ended, but for the one while the browser is idle. */
  let underway = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const say = () => {
    if (!isStarted) return;
    const isWaiting = [...entries.values()].some((one) => one.isNear === null || isDue(one));
    document.documentElement.dataset.charts = isWaiting || underway > 0 || pause !== undefined ? "drawing" : "drawn";
  };
  const drawUnsaid = async (entry: Entry) => {
    const { chart } = entry;
    const isAnew = isOfOtherWidth(entry);
    entry.drawnWidth = chart.place.clientWidth;
    entry.drawing = entry.drawing
      .then(() => chart.draw(isAnew))
      .then(() => chart.place.removeAttribute("data-stale"))
      // A fault in one chart is told, and keeps no other from being drawn.
      .catch(reportError);
    await entry.drawing;
    entry.isDrawn = true;
  };
  const draw = async (entry: Entry) => {
    underway += 1;
    await drawUnsaid(entry);
    underway -= 1;
    say();
  };
  const drawWhenIdle = () => {
    const next = [...entries.values()].find(({ chart, isDrawn }) => chart.lacksPicture === true && !isDrawn);
    if (next === undefined || isIdleAwaited) return;
    isIdleAwaited = true;
    onceIdle(async () => {
      isIdleAwaited = false;
      // Whoever is at work comes back here.
      if (isAtWork) return;
      isAtWork = true;
      if (entries.get(next.chart.place) === next && !next.isDrawn) await drawUnsaid(next);
      isAtWork = false;
      work();
    });
  };
  const work = async () => {
    if (isAtWork || !isStarted) return;
    isAtWork = true;
    // What changes meanwhile is drawn after the pause that follows it.
    for (let next = nextOf(entries); next !== null && pause === undefined; next = nextOf(entries)) {
      await draw(next);
      await nextTask();
    }
    isAtWork = false;
    say();
    drawWhenIdle();
  };
  const follow = () => {
    for (const { chart, isNear } of entries.values())
      if (isNear !== true) chart.place.toggleAttribute("data-stale", chart.isStale());
    clearTimeout(pause);
    pause = setTimeout(() => {
      pause = undefined;
      work();
    }, PAUSE_MS);
    say();
  };
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        const entry = entries.get(target);
        if (entry !== undefined) entry.isNear = isIntersecting;
      }
      say();
      work();
    },
    { rootMargin: MARGIN },
  );
  const sizes = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      const entry = entries.get(target);
      if (entry !== undefined) entry.width = target.clientWidth;
    }
    if ([...entries.values()].some(isOfOtherWidth)) follow();
  });
  addEventListener("beforeprint", () => {
    runLibrariesNow();
    for (const entry of [...entries.values()].filter(isUndrawn)) draw(entry);
    say();
  });
  return {
    add: (chart) => {
      const { place } = chart;
      const entry = { chart, isNear: null, isDrawn: false, width: 0, drawnWidth: 0, drawing: Promise.resolve() };
      entries.set(place, entry);
      place.toggleAttribute("data-stale", chart.isStale());
      observer.observe(place);
      sizes.observe(place);
      say();
      return () => {
        observer.unobserve(place);
        sizes.unobserve(place);
        entries.delete(place);
        say();
      };
    },
    follow,
    start: () => {
      isStarted = true;
      say();
      work();
    },
  };
}

/** Safari has no such callback. */
function onceIdle(work: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work);
  else setTimeout(work, PAUSE_MS);
}

function isUndrawn(entry: Entry): boolean {
  return !entry.isDrawn || entry.chart.isStale() || isOfOtherWidth(entry);
}

/** What is folded away has no width, and is drawn anew for none. */
function isOfOtherWidth({ isDrawn, width, drawnWidth }: Entry): boolean {
  return isDrawn && width > 0 && width !== drawnWidth;
}

function isDue(entry: Entry): boolean {
  return entry.isNear === true && isUndrawn(entry);
}

/** What is to be drawn next: of charts that are near, one in view before others. */
function nextOf(entries: ReadonlyMap<Element, Entry>): Entry | null {
  const due = [...entries.values()].filter(isDue);
  return due.find(({ chart }) => isInView(chart.place)) ?? due[0] ?? null;
}

function isInView(place: HTMLElement): boolean {
  const { top, bottom } = place.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
