import { describe, expect, test } from "vitest";
import { warEntrants } from "../../../../../harness/judge/analysis/war-entrants.ts";
import type { Entrant, Entrants } from "../../../../../harness/judge/pricing/war/entrant.ts";
import { fieldOf, undominated } from "../../../../../harness/judge/pricing/war/field.ts";
import { commonMarginUsd, priceWar, soldIn, usualWar } from "../../../../../harness/judge/pricing/war/price-war.ts";
import { USUAL_QUESTION, type WarQuestion } from "../../../../../harness/judge/pricing/war/question.ts";
import { HALVED_YEARLY, handWorkedAnalysis } from "../../../../fixtures/price-war.ts";

const NONE = { histories: [] };

describe("a price war worked by hand, tests/fixtures/price-war.ts", () => {
  const entrants = warEntrants(handWorkedAnalysis());
  const field = fieldOf(entrants, USUAL_QUESTION, []);
  const question: WarQuestion = {
    ...USUAL_QUESTION,
    usdPerMillionTexts: 19,
    pricePath: {
      name: "13:0.5,25:0.25",
      path: {
        kind: "steps",
        steps: [
          { month: 13, factor: 0.5 },
          { month: 25, factor: 0.25 },
        ],
      },
    },
  };

  test("earns $5,348.35 or $7,447.10, in every month", () => {
    const sold = soldIn(field.contenders, question);
    const of = (label: string) => sold.find(({ contender }) => contender.entrant.label === label)!;
    expect(of("onnx").totalMarginUsd).toBeCloseTo(5348.35, 6);
    expect(of("wasm").totalMarginUsd).toBeCloseTo(7447.1, 6);
    expect(of("onnx").months[24]!.marginUsd).toBeCloseTo(21.9, 2);
    expect(of("onnx").months[0]!.floorUsdPerMillionTexts).toBeCloseTo(3.655069, 6);
    expect([of("onnx").firstLoss, of("wasm").firstLoss]).toEqual([null, null]);
    // 73.101389 / 19 million texts, to the next text.
    expect(of("onnx").breakEvenTexts).toBe(3_847_442);
  });

  test("the more accurate model is shipped until a rival halves the price: then the other, for 12.5 points", () => {
    const { shipped, response } = priceWar(field, question, NONE)!;
    expect(shipped.outcome.contender.entrant.label).toBe("onnx");
    expect(response!.after.outcome.contender.entrant.label).toBe("wasm");
    expect(response!.after.outcome.totalMarginUsd).toBeCloseTo(3647.1, 6);
    expect(response!.accuracyGivenUp).toBeCloseTo(0.125, 12);
  });

  test("a rival who cuts the price after the last month changes nothing that is looked at", () => {
    const cutIn = (month: number) => priceWar(field, { ...question, months: 12, rival: { month, factor: 0.5 } }, NONE)!;
    expect(cutIn(13).response).toBeNull();
    expect(cutIn(12).response).not.toBeNull();
  });

  test("is the usual market's where a history is halved every year, at $19 unless another price is asked for", () => {
    const war = usualWar(entrants, HALVED_YEARLY)!;
    expect(war.question.usdPerMillionTexts).toBe(19);
    const column = war.grid.paths.findIndex(({ name }) => name === "halved-yearly");
    const row = war.grid.volumes.indexOf(20e6);
    expect(war.grid.shipped[row]![column]!.outcome.totalMarginUsd).toBeCloseTo(5348.35, 6);
  });

  test("no market of JSON is another: entrants survive being written and read", () => {
    expect(JSON.parse(JSON.stringify(entrants))).toEqual(entrants);
  });
});

/** 1,000 texts a second for a dollar an hour, trained in an hour. */
function entrant(id: string, accuracy: number, changed: Partial<Entrant["needs"]> = {}): Entrant {
  const billing = { granularitySeconds: 1, minimumSeconds: 60 };
  return {
    id,
    label: id,
    isBaseline: false,
    accuracy,
    needs: {
      textsPerSecond: 1000,
      threads: 1,
      requestMs: 10,
      coldStartMs: 200,
      memoryBytes: 2 ** 30,
      measuredOn: { architecture: "x86_64", accelerator: null },
      trainingMs: 3_600_000,
      teachersMs: null,
      trainingPrice: { usdPerHour: 1, billing },
      ...changed,
    },
    offering: {
      id: "own/machine/here/on-demand",
      kind: "on-demand",
      usdPerHour: 1,
      billing,
      machine: { architecture: "x86_64", vcpus: 2, memoryGiB: 4, accelerator: null, isBurstable: false },
    },
    isEligible: true,
    isOutside: false,
  };
}

const entrantsOf = (...own: Entrant[]): Entrants => ({ own, outside: [], hosted: [] });
const ids = (served: readonly { readonly entrant: Entrant }[]) => served.map((one) => one.entrant.id);

describe("who takes part", () => {
  const small = { ...entrant("a", 0.9).offering, id: "own/small/here/on-demand" };
  const offerings = [{ ...small, machine: { ...small.machine, memoryGiB: 0.5 } }];

  test("those that the rules of quality refuse do not, unless all are refused or it is asked for", () => {
    const refused = { ...entrant("poor", 0.5), isEligible: false };
    const entrants = entrantsOf(entrant("good", 0.9), refused);
    expect(ids(fieldOf(entrants, USUAL_QUESTION, []).contenders)).toEqual(["good"]);
    expect(ids(fieldOf(entrants, { ...USUAL_QUESTION, anyQuality: true }, []).contenders)).toEqual(["good", "poor"]);
    expect(ids(fieldOf(entrantsOf(refused), USUAL_QUESTION, []).contenders)).toEqual(["poor"]);
  });

  test("whoever does not fit an offer is refused with the reason; without anyone there is no war", () => {
    const terms = { ...USUAL_QUESTION, offer: "own/small/here/on-demand" };
    const tight = entrantsOf(entrant("large", 0.9), entrant("tiny", 0.8, { memoryBytes: 2 ** 28 }));
    const field = fieldOf(tight, terms, offerings);
    expect(ids(field.contenders)).toEqual(["tiny"]);
    expect(field.refused).toMatchObject([{ entrant: { id: "large" }, misfit: "too-little-memory" }]);
    const none = fieldOf(entrantsOf(entrant("large", 0.9)), terms, offerings);
    expect(priceWar(none, { ...terms, usdPerMillionTexts: 1 }, NONE)).toBeNull();
    expect(() => fieldOf(tight, { ...terms, offer: "no/such" }, offerings)).toThrow(/no offer no\/such among 1/);
  });

  test("an offer of the sheet replaces that of the runs", () => {
    const twice = { ...small, usdPerHour: 2 };
    const [served] = fieldOf(entrantsOf(entrant("a", 0.9)), { ...USUAL_QUESTION, offer: twice.id }, [twice]).contenders;
    expect(served!.curve.machines!.usdEach).toBe(1460);
  });
});

describe("who cannot be shipped in any market", () => {
  const served = (...own: Entrant[]) => fieldOf(entrantsOf(...own), USUAL_QUESTION, []);

  test("is at most as accurate as one before it, at no lower cost at any volume", () => {
    const slower = entrant("slower", 0.9, { textsPerSecond: 900 });
    const better = entrant("better", 0.91, { textsPerSecond: 900 });
    const longer = entrant("longer", 0.89, { trainingMs: 7_200_000, textsPerSecond: 1100 });
    expect(ids(served(entrant("a", 0.9), slower, better, longer).undominated)).toEqual(["a", "better", "longer"]);
  });

  test("one that comes first stays, since it is taken where both earn the same", () => {
    expect(ids(served(entrant("first", 0.9), entrant("second", 0.9)).undominated)).toEqual(["first"]);
    expect(ids(served(entrant("worse", 0.89), entrant("better", 0.9)).undominated)).toEqual(["worse", "better"]);
  });

  test("changes no choice: all of forty and those that are left ship the same in every market", () => {
    // 7 and 11 are prime to 40 and 13: speeds, trainings and accuracies are mixed, and some are equal.
    const own = Array.from({ length: 40 }, (_, index) =>
      entrant(`e${index}`, 0.8 + ((index * 7) % 13) / 100, {
        textsPerSecond: 100 + ((index * 11) % 40) * 25,
        trainingMs: 600_000 * (1 + ((index * 3) % 8)),
      }),
    );
    const field = served(...own);
    expect(field.undominated.length).toBeLessThan(30);
    const whole = { ...field, undominated: field.contenders };
    for (const usdPerMillionTexts of [1, 5, 50]) {
      for (const [usdPerWrongAnswer, wantedMargin] of [
        [0, 0],
        [0, 0.4],
        [1e-6, 0],
      ] as const) {
        const question = {
          ...USUAL_QUESTION,
          textsInFirstMonth: 1e9,
          usdPerMillionTexts,
          usdPerWrongAnswer,
          wantedMargin,
        };
        const choices = [field, whole].map((one) => {
          const { shipped, response, grid } = priceWar(one, question, NONE)!;
          return [shipped, response!.after, ...grid.shipped.flat()].map(({ outcome }) => outcome.contender.entrant.id);
        });
        expect(choices[0]).toEqual(choices[1]);
      }
    }
  });

  test("nobody is left out of nobody", () => {
    expect(undominated([])).toEqual([]);
  });
});

describe("models from outside the matrix", () => {
  const question = { ...USUAL_QUESTION, usdPerMillionTexts: 1000 };

  test("are not shipped, but it is known that they would be", () => {
    const outside = [{ ...entrant("tfidf", 0.95), isOutside: true }];
    const war = priceWar(
      fieldOf({ own: [entrant("a", 0.9)], outside, hosted: [] }, USUAL_QUESTION, []),
      question,
      NONE,
    )!;
    expect(war.shipped.outcome.contender.entrant.id).toBe("a");
    expect(war.outside!.outcome.contender.entrant.id).toBe("tfidf");
  });

  test("that earn as much as what is shipped change nothing", () => {
    const outside = [{ ...entrant("tfidf", 0.9), isOutside: true }];
    const field = fieldOf({ own: [entrant("a", 0.9)], outside, hosted: [] }, USUAL_QUESTION, []);
    expect(priceWar(field, question, NONE)!.outside).toBeNull();
  });
});

test("a margin is common where one machine serves each and the bills are the same to a cent a month", () => {
  const common = (question: Partial<WarQuestion>, ...own: Entrant[]) =>
    commonMarginUsd({
      field: fieldOf(entrantsOf(...own), USUAL_QUESTION, []),
      question: {
        ...USUAL_QUESTION,
        usdPerMillionTexts: 100,
        pricePath: { name: "flat", path: { kind: "steps", steps: [] } },
        months: 1,
        ...question,
      },
    });
  const [one, faster] = [entrant("a", 0.9), entrant("b", 0.8, { textsPerSecond: 2000 })];
  // 20 million texts for $2,000, less 730 hours and 1.0139 of training.
  expect(common({}, one, faster)).toBeCloseTo(2000 - 730 - 1.0139, 4);
  // 1,000 texts a second, busy for two fifths of the month: a machine serves 1.05 billion.
  expect(common({ textsInFirstMonth: 1.06e9 }, one, faster)).toBeNull();
  expect(common({}, one, entrant("c", 0.9, { trainingMs: 7_200_000 }))).toBeNull();
  expect(common({}, one)).toBeNull();
});
