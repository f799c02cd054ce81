import { expect, test } from "vitest";
import { languageFor } from "../../../reports/words/language.ts";

test("a reader gets the first language that the page has, and else English", () => {
  expect(languageFor(["fr-FR", "zh-Hans-CN", "en-US"])).toBe("zh");
  expect(languageFor(["en-GB", "zh"])).toBe("en");
  expect(languageFor(["zhx", "de"])).toBe("en");
  expect(languageFor([])).toBe("en");
});
