import { expect, test } from "vitest";
import { Turns } from "../../../harness/base/turns.ts";

/** Lets everything happen that waits for nothing but others here. */
const settled = () => new Promise(setImmediate);

test("none has its turn before all are ready, and each when those before it have ended", async () => {
  const turns = new Turns(3);
  const had: number[] = [];
  const take = (index: number) => turns.turnOf(index).then(() => had.push(index));
  void take(2);
  void take(0);
  await settled();
  expect(had).toEqual([]);
  void take(1);
  await settled();
  expect(had).toEqual([0]);
  turns.end(0);
  await settled();
  expect(had).toEqual([0, 1]);
  turns.end(1);
  await settled();
  expect(had).toEqual([0, 1, 2]);
});

test("one that ends without its turn keeps no other waiting", async () => {
  const turns = new Turns(2);
  turns.end(0);
  await turns.turnOf(1);
});
