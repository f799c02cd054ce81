import { describe, expect, test } from "vitest";
import {
  poolingOf,
  poolingSettings,
  refuseOtherModules,
} from "../../../../../harness/classifier/encoders/folder/sentence-settings.ts";

const asked = (settings: object) => poolingOf(poolingSettings.parse(settings));

test.each([
  [{ pooling_mode_cls_token: false, pooling_mode_mean_tokens: true, pooling_mode_max_tokens: false }, "mean"],
  [{ pooling_mode_cls_token: true, pooling_mode_mean_tokens: false, include_prompt: true }, "first"],
  [{ pooling_mode: "mean" }, "mean"],
  [{ pooling_mode: ["cls"], embedding_dimension: 384 }, "first"],
  [{ word_embedding_dimension: 384 }, "mean"],
])("%j is pooled by %s", (settings, pooling) => {
  expect(asked(settings)).toBe(pooling);
});

test.each(["max_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens", "lasttoken"])(
  "the pooling %s is refused by name",
  (mode) => {
    expect(() => asked({ pooling_mode_mean_tokens: false, [`pooling_mode_${mode}`]: true })).toThrow(
      `asks for the pooling "${mode}", and pricewar takes the mean of a text's tokens or the first one`,
    );
  },
);

test("so are a name of later versions, several side by side, and none at all", () => {
  expect(() => asked({ pooling_mode: "lasttoken" })).toThrow('asks for the pooling "lasttoken"');
  expect(() => asked({ pooling_mode_mean_tokens: true, pooling_mode_cls_token: true })).toThrow(
    "puts the poolings mean_tokens and cls_token side by side",
  );
  expect(() => asked({ pooling_mode_mean_tokens: false })).toThrow("turns every pooling off");
  // A name that every object has.
  expect(() => asked({ pooling_mode: "constructor" })).toThrow('asks for the pooling "constructor"');
});

describe("modules", () => {
  const modules = (...names: string[]) =>
    names.map((name, index) => ({ type: `sentence_transformers.models.${name}`, path: `${index}_${name}` }));

  test.each([[["Transformer", "Pooling"]], [["Transformer", "Pooling", "Normalize"]]])(
    "%j are done behind the graph",
    (names) => {
      expect(() => refuseOtherModules(modules(...names))).not.toThrow();
    },
  );

  test.each([
    [["Transformer", "Pooling", "Dense", "Normalize"], "Dense"],
    [["Transformer", "Normalize", "Pooling"], "Pooling"],
    [["Transformer", "Pooling", "Pooling"], "Pooling"],
    [["WordEmbeddings", "Pooling"], "WordEmbeddings"],
  ])("%j are refused by name", (names, stray) => {
    expect(() => refuseOtherModules(modules(...names))).toThrow(
      `has the module "${stray}", and pricewar does Transformer, Pooling, Normalize, in this order; export it with all of them`,
    );
  });

  test.each([[["Transformer"]], [["Transformer", "Normalize"]]])(
    "%j have no pooling, and the mean of tokens is not made up for one",
    (names) => {
      expect(() => refuseOtherModules(modules(...names))).toThrow(
        "has no module Pooling, and pricewar does Transformer, Pooling, Normalize, in this order; export it with all of them",
      );
    },
  );
});
