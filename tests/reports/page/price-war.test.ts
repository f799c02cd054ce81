import { describe, expect, test } from "vitest";
import { warEntrants } from "../../../harness/judge/analysis/war-entrants.ts";
import { fieldOf } from "../../../harness/judge/pricing/war/field.ts";
import { type PriceWar, priceWar, usualWar } from "../../../harness/judge/pricing/war/price-war.ts";
import { USUAL_QUESTION } from "../../../harness/judge/pricing/war/question.ts";
import { marginChart, priceChart, type WarLine } from "../../../reports/charts/war.ts";
import { warPayload, warSection } from "../../../reports/page/price-war.ts";
import { WAR_DATA, type WarData } from "../../../reports/page/price-war-data.ts";
import {
  castOf,
  priceLines,
  warGrid,
  warLines,
  warRows,
  warTableTitle,
  warTexts,
} from "../../../reports/page/price-war-view.ts";
import { warWords } from "../../../reports/words/monthly/war-page.ts";
import { HALVED_YEARLY, handWorkedAnalysis } from "../../fixtures/price-war.ts";
import { compileWarnings } from "../compile-warnings.ts";
import { payloadOf, plainOf } from "../page-text.ts";
import { analysisOf, RUNS } from "../runs.ts";
import { summaryJson } from "../summary-texts.ts";

const NOBODY = new Set<string>();

function usualOf(name: string): PriceWar {
  return usualWar(warEntrants(analysisOf(name)), HALVED_YEARLY)!;
}

describe("the price war worked by hand, tests/fixtures/price-war.ts", () => {
  const analysis = handWorkedAnalysis();

  test("is in summary.json to the cent, where the price is halved every year", () => {
    const { priceWar: summary } = JSON.parse(summaryJson(analysis, HALVED_YEARLY));
    expect(summary.market).toMatchObject({ usdPerMillionTexts: 19, textsInFirstMonth: 20e6, pricePath: "-60%" });
    const at = summary.grid.find(
      (one: { pricePath: string; textsInFirstMonth: number }) =>
        one.pricePath === "halved-yearly" && one.textsInFirstMonth === 20e6,
    );
    expect(at).toMatchObject({ label: "onnx", reason: "accurate" });
    expect(at.totalMarginUsd).toBeCloseTo(5348.35, 6);
    // After one and two years of 60 % less: $380, $152 and $60.80, of which $73.10 or $14.80 are spent.
    const of = (label: string) => summary.configurations.find((one: { label: string }) => one.label === label).months;
    const margins = (label: string) => [0, 12, 24].map((month) => of(label)[month].marginUsd.toFixed(2));
    expect(margins("onnx")).toEqual(["306.90", "78.90", "-12.30"]);
    expect(margins("wasm")).toEqual(["365.20", "137.20", "46.00"]);
    expect(summary.ship).toMatchObject({ label: "wasm", reason: "accurate" });
    expect(summary.rival).toMatchObject({ month: 2, factor: 0.5, ship: { label: "wasm" }, accuracyGivenUp: 0 });
  });

  test("stands in the page without its program: the verdict, the rival, the origin of the price, every field", () => {
    const { markup } = warSection(analysis, HALVED_YEARLY);
    const text = plainOf(markup);
    expect(text).toContain("Ship wasm (75.0 % accuracy): it earns most,");
    expect(text).toContain(
      "it is $19.00 per million: 5 times what onnx costs at 20 million texts a month, rounded up to two digits, so that at least 80.0 % of the revenue is left at first.",
    );
    // 14.802778 / 20
    expect(text).toContain("wasm loses money below $0.740 per million at 20 million texts a month;");
    expect(markup.match(/<td class="war-place/g)).toHaveLength(5 * 5);
    expect(markup).toContain('id="price-war" data-testid="price-war"');
    const data = payloadOf(warPayload(analysis, HALVED_YEARLY)!.markup, WAR_DATA) as WarData;
    expect(data.entrants.own.map(({ label }) => label)).toEqual(["onnx", "wasm"]);
    expect(data.usual.usdPerMillionTexts).toBe(19);
  });

  test("is told in Chinese where that is asked for", () => {
    expect(plainOf(warSection(analysis, HALVED_YEARLY, "zh").markup)).toMatch(/部署wasm（准确率75\.0 %）/);
  });
});

test("a run without any finished configuration has no price war", () => {
  expect(warSection(analysisOf("nothing"), HALVED_YEARLY).markup).toBe("");
  expect(warPayload(analysisOf("nothing"), HALVED_YEARLY)).toBeNull();
  expect(JSON.parse(summaryJson(analysisOf("nothing"))).priceWar).toBeNull();
});

describe("who is shown", () => {
  test("are the choices, the run's answer, its baseline, and whom a reader chose", () => {
    const war = usualOf("wide");
    const chosen = war.field.contenders.at(-1)!.entrant.id;
    const shown = (ids: ReadonlySet<string>) => castOf(war, ids).map(({ sold }) => sold.contender.entrant.id);
    expect(shown(NOBODY)).toHaveLength(5);
    expect(shown(new Set([chosen]))).toContain(chosen);
    expect(shown(NOBODY)).not.toContain(chosen);
    expect(shown(new Set(war.field.contenders.map(({ entrant }) => entrant.id))).length).toBeLessThan(20);
  });

  test("are counted where they are not all that take part, baselines from outside left aside", () => {
    const titleOf = (name: string, ids: ReadonlySet<string>) => {
      const war = usualOf(name);
      return warTableTitle(war, castOf(war, ids), "en");
    };
    // 20 batch sizes on three backends, of which five are shown.
    expect(titleOf("wide", NOBODY)).toMatch(/^What 5 of 60 configurations would earn: /);
    const { contenders } = usualOf("baselines").field;
    expect(titleOf("baselines", new Set(contenders.map(({ entrant }) => entrant.id)))).toBe("What each would earn");
  });

  test("have a letter each, baselines from outside among them", () => {
    const war = usualOf("baselines");
    const cast = castOf(war, NOBODY);
    expect(new Set(cast.map(({ letter }) => letter)).size).toBe(cast.length);
    const rows = warRows(war, cast, "en");
    expect(rows.find(({ id }) => id === "tfidf")).toMatchObject({ isOutside: true, isShipped: false });
    expect(rows.filter(({ isShipped }) => isShipped)).toHaveLength(1);
  });
});

test("lines of equal months are one, which says how many", () => {
  const war = usualOf("wide");
  expect(warLines(castOf(war, NOBODY), "en").map(({ letters }) => letters)).toEqual(["A +4"]);
});

test("a field of the grid says whether the margin is kept, missed in some month, or nothing earned", () => {
  const war = usualOf("quant");
  const grid = warGrid(war, castOf(war, NOBODY), "en");
  const at = (path: string, volume: number) =>
    grid.rows
      .flatMap(({ fields }) => fields)
      .find((one) => one.pricePath === path && one.textsInFirstMonth === volume)!;
  // 200,000 texts bring a hundredth of five times the cost.
  expect(at("flat", 200e3)).toMatchObject({ state: "nothing", letter: "–" });
  expect(at("flat", 20e6)).toMatchObject({ state: "every-month", letter: "A", isAsked: false });
  expect(at("-60%", 20e6)).toMatchObject({ state: "some-months", letter: "A", isAsked: true });
  expect(grid.legend.map(({ letter }) => letter)).toEqual(["A"]);
});

test("letters at the ends of lines stand apart, however close the lines end", () => {
  // Three lines that lose $60.00 to $60.20 in their last month, on an axis from -$60.20 to $0 over 210 pixels: a pixel is $0.2867.
  const line = (letters: string, usd: number): WarLine => ({
    letters,
    names: letters,
    color: "#000000",
    isOutside: false,
    months: [1, 2].map((month) => ({ month, marginUsd: usd, floorUsdPerMillionTexts: 3 })),
    firstLoss: 1,
  });
  const { data } = marginChart([line("A", -60), line("B", -60.1), line("C", -60.2)], warWords("en"));
  const labels = (data.ends as readonly { readonly label: number }[]).map(({ label }) => label);
  // 14 pixels each, the lowest with its middle 7 above the end of the axis.
  const at = (pixels: number) => -60.2 + (60.2 / 210) * pixels;
  expect(labels).toEqual([35, 21, 7].map((pixels) => expect.closeTo(at(pixels), 9)));
});

test("a price is halved by the rival from his month on", () => {
  const question = {
    ...USUAL_QUESTION,
    usdPerMillionTexts: 8,
    pricePath: { name: "flat", path: USUAL_QUESTION.computePath.path },
  };
  const [own, rival] = priceLines(question);
  expect(own!.months.slice(0, 3).map(({ usd }) => usd)).toEqual([8, 8, 8]);
  expect(rival!.months.slice(0, 3).map(({ usd }) => usd)).toEqual([8, 4, 4]);
  expect(priceLines({ ...question, rival: null })).toHaveLength(1);
});

describe.each(Object.keys(RUNS).filter((name) => name !== "nothing"))("a price war of %s", (name) => {
  test("has charts that compile without a warning, and texts without NaN", () => {
    const { hosted } = warEntrants(analysisOf(name));
    const war = usualOf(name);
    const cast = castOf(war, NOBODY);
    const lines = warLines(cast, "en");
    for (const { spec, data } of [
      marginChart(lines, warWords("en")),
      priceChart(lines, priceLines(war.question), hosted, warWords("en")),
    ]) {
      expect(compileWarnings({ ...spec, datasets: data } as unknown as typeof spec)).toEqual([]);
      expect(JSON.stringify(data)).not.toMatch(/null|NaN/);
    }
    expect(JSON.stringify([warTexts(war, cast, "en"), warRows(war, cast, "zh")])).not.toMatch(/NaN|undefined|Infinity/);
  });
});

test("list prices far from everything else are left out of the chart", () => {
  const war = usualOf("baselines");
  const lines = warLines(castOf(war, NOBODY), "en");
  const { data } = priceChart(
    lines,
    priceLines(war.question),
    [
      { service: "near", usdPerMillionTexts: 3 },
      { service: "far", usdPerMillionTexts: 0.0015 },
    ],
    warWords("en"),
  );
  expect(data.hosted).toEqual([{ service: "near", usd: 3 }]);
});

test("an offer at which nothing can be served has no war", () => {
  const entrants = warEntrants(analysisOf("quant"));
  const terms = { ...USUAL_QUESTION, offer: "own/tiny/here/on-demand", usdPerMillionTexts: 1 };
  const { offering } = entrants.own[0]!;
  const tiny = { ...offering, id: terms.offer, machine: { ...offering.machine, memoryGiB: 0.001 } };
  expect(priceWar(fieldOf(entrants, terms, [tiny]), terms, HALVED_YEARLY)).toBeNull();
});
