import { describe, expect, test } from "vitest";
import { UNCHANGED } from "../../../harness/judge/pricing/war/price-path.ts";
import { USUAL_QUESTION } from "../../../harness/judge/pricing/war/question.ts";
import {
  askedQuestion,
  NUMBER_INPUTS,
  nextValue,
  positionOf,
  SLIDER_STEPS,
  valueAt,
} from "../../../reports/app/war-inputs.ts";
import { HALVED_YEARLY } from "../../fixtures/price-war.ts";

const USUAL = { ...USUAL_QUESTION, usdPerMillionTexts: 10 };
const ask = (asked: Readonly<Record<string, string>>) => askedQuestion(asked, USUAL, HALVED_YEARLY);
const input = (name: string) => NUMBER_INPUTS.find((one) => one.name === name)!;

describe("the market that texts ask about", () => {
  test("is the usual one unless they say more", () => {
    expect(ask({})).toEqual({ question: USUAL, unread: new Set() });
    expect(ask({ texts: "", path: "" }).question).toEqual(USUAL);
  });

  test("has numbers as people write them", () => {
    const { question, unread } = ask({
      texts: "2B",
      growth: "−3 %",
      price: "$0.50",
      margin: "30",
      retrain: "never",
      busy: "60",
      wrong: "0.001",
      same: "1",
    });
    expect([...unread]).toEqual([]);
    expect(question).toMatchObject({
      textsInFirstMonth: 2e9,
      monthlyGrowth: -0.03,
      usdPerMillionTexts: 0.5,
      wantedMargin: 0.3,
      retrainDays: null,
      utilization: 0.6,
      usdPerWrongAnswer: 0.001,
      accuracyTolerance: 0.01,
    });
  });

  test.each([
    ["1,000", 1000],
    ["$12,345.5", 12345.5],
    [".5", 0.5],
    ["2.", 2],
    ["1e-3", 0.001],
    ["1.1e-7", 1.1e-7],
  ])("reads the price %s", (text, usd) => {
    expect(ask({ price: text })).toMatchObject({ question: { usdPerMillionTexts: usd }, unread: new Set() });
  });

  test("has paths that are steady, flat, in steps or a history, and an offer of the sheet", () => {
    expect(ask({ path: "flat", compute: "13:2" }).question).toMatchObject({
      pricePath: { path: UNCHANGED },
      computePath: { path: { kind: "steps", steps: [{ month: 13, factor: 2 }] } },
    });
    expect(ask({ path: "halved-yearly" }).question.pricePath.name).toBe("halved-yearly");
    expect(ask({ offer: "no/such/offer" })).toMatchObject({ question: { offer: null }, unread: new Set(["offer"]) });
  });

  test("has a rival whose cut moves, deepens and ends", () => {
    expect(ask({ "rival-month": "7" }).question.rival).toEqual({ month: 7, factor: 0.5 });
    expect(ask({ "rival-month": "7", "rival-price": "30" }).question.rival).toEqual({ month: 7, factor: 0.3 });
    expect(ask({ "rival-price": "100", "rival-month": "7" }).question.rival).toBeNull();
  });

  test.each([
    ["texts", "many"],
    ["texts", "0"],
    ["growth", "-100"],
    ["price", "0"],
    ["price", "free"],
    ["price", "0,50"],
    ["price", "0,125"],
    ["price", "12,5"],
    ["price", "1.000,50"],
    ["margin", "100"],
    ["retrain", "0"],
    ["busy", "101"],
    ["wrong", "-1"],
    ["rival-month", "1.5"],
    ["path", "down"],
    ["path", "25:0.5,13:0.2"],
  ])("%s %j is no value: it is said, and the usual one holds", (name, text) => {
    const { question, unread } = ask({ [name]: text });
    expect([...unread]).toEqual([name]);
    expect(question).toEqual(USUAL);
  });
});

test.each(NUMBER_INPUTS)("$name: what is written is read again, and a slider reaches both of its ends", (one) => {
  for (const value of [one.from, one.to, one.of(USUAL)]) expect(one.read(one.write(value))).toBeCloseTo(value, 6);
  expect(positionOf(one, one.from)).toBe(0);
  expect(positionOf(one, one.to)).toBe(SLIDER_STEPS);
  expect(valueAt(one, 0)).toBeCloseTo(one.from, 9);
  expect(valueAt(one, SLIDER_STEPS)).toBeCloseTo(one.to, 9);
});

test("a logarithmic slider has two digits, the left end of what a wrong answer costs is nothing", () => {
  // Half way between ten thousand and a hundred billion.
  expect(valueAt(input("texts"), SLIDER_STEPS / 2)).toBe(32e6);
  expect(input("texts").write(32e6)).toBe("32M");
  expect(input("wrong").write(valueAt(input("wrong"), 0))).toBe("0");
  expect(input("retrain").write(valueAt(input("retrain"), SLIDER_STEPS))).toBe("never");
});

test.each(NUMBER_INPUTS)("$name: arrow keys go from end to end, each to another value, and back", (one) => {
  const walk = (from: number, direction: 1 | -1) => {
    const texts = [one.write(from)];
    for (let value = from; ; ) {
      const next = nextValue(one, value, direction);
      if (next === value) return texts;
      // The page's field gives the next key what was written.
      value = one.read(one.write(next))!;
      texts.push(one.write(value));
    }
  };
  const up = walk(one.from, 1);
  expect(new Set(up).size).toBe(up.length);
  expect(up.at(-1)).toBe(one.write(one.to));
  expect(walk(one.to, -1).at(-1)).toBe(one.write(one.from));
});

test("an arrow key goes to the next month, five percent or tenth of a point, and from a number between two to the nearer side", () => {
  expect(nextValue(input("rival-month"), 2, 1)).toBe(3);
  expect(nextValue(input("margin"), 0, 1)).toBe(5);
  expect(nextValue(input("margin"), 7, 1)).toBe(10);
  expect(nextValue(input("margin"), 7, -1)).toBe(5);
  expect(nextValue(input("same"), 0.5, -1)).toBe(0.4);
  // Beyond the slider's end there is no further value.
  expect(nextValue(input("margin"), 95, 1)).toBe(95);
});
