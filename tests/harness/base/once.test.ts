import { expect, test } from "vitest";
import { eachOnce, once } from "../../../harness/base/once.ts";

test("each text is passed on the first time alone", () => {
  const said: string[] = [];
  const say = eachOnce((text) => said.push(text));
  for (const text of ["a", "b", "a", "", "", "b"]) say(text);
  expect(said).toEqual(["a", "b", ""]);
});

test("what is made once is the same for all who ask", async () => {
  let made = 0;
  const make = once(async () => ({ made: ++made }));
  const [first, second] = await Promise.all([make(), make()]);
  expect(first).toEqual({ made: 1 });
  expect(second).toBe(first);
});
