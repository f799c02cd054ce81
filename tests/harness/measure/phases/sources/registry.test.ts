import { describe, expect, test } from "vitest";
import { AXES } from "../../../../../harness/contract/axes.ts";
import { SHARED_AXES } from "../../../../../harness/contract/model-source.ts";
import { sources } from "../../../../../harness/measure/phases/sources/registry.ts";

describe.each(sources.names)("the model source %s", (name) => {
  test("uses axes that there are, each once, and fixes none of them", async () => {
    const { uses, fixed = {} } = await sources.load(name);
    if (uses === "all") return;
    expect(new Set(uses).size).toBe(uses.length);
    expect(AXES).toEqual(expect.arrayContaining([...uses, ...Object.keys(fixed)]));
    for (const axis of [...SHARED_AXES, ...Object.keys(fixed)]) expect(uses).not.toContain(axis);
  });

  test("names the content that its argument stands for, if it takes one", async () => {
    const { argument, pin } = await sources.load(name);
    expect(pin === undefined).toBe(argument === null);
  });
});
