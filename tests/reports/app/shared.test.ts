import { expect, test } from "vitest";
import { insideOf, sharedOf } from "../../../reports/app/shared.ts";
import { storeOf } from "../../../reports/app/store.ts";
import { NOTHING_CHOSEN, type View } from "../../../reports/app/view.ts";
import { scatterData } from "../../../reports/charts/pareto-data.ts";
import { selectable } from "../../../reports/page/selectable.ts";
import { analysisOf } from "../runs.ts";

const analysis = analysisOf("quant");
const scatter = scatterData(analysis, "en")!;
const [first] = analysis.configurations;
const usd = first!.figures!.usdPerMillionTexts.middle;
const accuracy = first!.figures!.accuracy.middle;
const around = (value: number) => [value * 1.0001, value * 0.9999] as const;

test("a rectangle holds what has both figures within its ends, in whichever order they are", () => {
  const brush = { x: around(usd), y: around(accuracy) };
  expect(insideOf(scatter, { brush, x: "", y: "" })(first!.id)).toBe(true);
  expect(insideOf(scatter, { brush: { ...brush, y: around(accuracy / 2) }, x: "", y: "" })(first!.id)).toBe(false);
  // Of other figures, the same ends hold another part.
  expect(insideOf(scatter, { brush, x: "modelBytes", y: "" })(first!.id)).toBe(false);
  expect(insideOf(scatter, { brush, x: "", y: "" })("of another page")).toBe(false);
});

test("what is shown is computed once for each choice of it", () => {
  const store = storeOf<View>(NOTHING_CHOSEN);
  const { selection } = sharedOf({ store, language: "en", translation: null, all: selectable(analysis), scatter });
  expect(selection()).toBeNull();
  store.set({ find: "wasm" });
  const found = selection();
  expect(found!.size).toBe(analysis.configurations.length / 2);
  store.set({ pinned: [first!.id] });
  expect(selection()).toBe(found);
  store.set({ brush: { x: [usd, usd], y: [accuracy, accuracy] } });
  expect(selection()!.size).toBeLessThan(found!.size);
});
