import { expect, test } from "vitest";
import { timeRepeatedText } from "../../../../harness/measure/phases/repeated-text.ts";

/** A machine on which a text takes so long, and less when the one before was the same. */
function machine(coldMs: (text: string) => number, savedMs: number) {
  let clockMs = 0;
  const asked: string[] = [];
  const answer = async (text: string) => {
    clockMs += coldMs(text) - (asked.at(-1) === text ? savedMs : 0);
    asked.push(text);
  };
  return { answer, asked, nowMs: () => clockMs };
}

const TEXTS = Array.from({ length: 1000 }, (_, index) => `text ${index}`);

test("each text is asked twice in a row, so that both medians are of the same texts", async () => {
  // Of ten texts nine take 0.03 ms and one 0.06: the medians are those of the nine.
  const { answer, asked, nowMs } = machine((text) => (text.endsWith("9") ? 0.06 : 0.03), 0.006);
  const timed = await timeRepeatedText(answer, TEXTS, nowMs);
  expect(timed?.variedP50Ms).toBeCloseTo(0.03, 9);
  expect(timed?.sameP50Ms).toBeCloseTo(0.024, 9);
  expect(asked.slice(0, 4)).toEqual(["text 0", "text 0", "text 1", "text 1"]);
  expect(asked).toHaveLength(600);
});

test("it ends after 20 ms, and tells nothing where these are too short for eight texts", async () => {
  const slow = machine(() => 1, 0);
  expect(await timeRepeatedText(slow.answer, TEXTS, slow.nowMs)).toEqual({ variedP50Ms: 1, sameP50Ms: 1 });
  expect(slow.asked).toHaveLength(20);
  const slower = machine(() => 2, 0);
  expect(await timeRepeatedText(slower.answer, TEXTS, slower.nowMs)).toBeNull();
});
