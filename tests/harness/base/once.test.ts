import { expect, test } from "vitest";
import { eachOnce } from "../../../harness/base/once.ts";

test("each text is passed on the first time alone", () => {
  const said: string[] = [];
  const say = eachOnce((text) => said.push(text));
  for (const text of ["a", "b", "a", "", "", "b"]) say(text);
  expect(said).toEqual(["a", "b", ""]);
});
