import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { activateEngine } from "../../../backends/tfjs/runtime.ts";
import { BackendError } from "../../../harness/base/errors.ts";

class Fake extends tf.KernelBackend {}

const first = new Fake();
const second = new Fake();
let finishSlow: (backend: tf.KernelBackend) => void;

beforeAll(() => {
  tf.registerBackend("first", () => first);
  tf.registerBackend("second", () => second);
  tf.registerBackend("slow", () => new Promise<tf.KernelBackend>((resolve) => (finishSlow = resolve)));
});

test("a started backend is active when the call returns", () => {
  activateEngine("a", "first");
  expect(tf.backend()).toBe(first);
  activateEngine("b", "second");
  expect(tf.backend()).toBe(second);
});

test("while another starts it refuses, and afterwards it is active although the other came last", async () => {
  const started = tf.setBackend("slow");
  expect(() => activateEngine("a", "first")).toThrow(BackendError);
  const slow = new Fake();
  finishSlow(slow);
  await started;
  // Now TF.js gives the name of one and the instance of the other.
  expect([tf.getBackend(), tf.backend()]).toEqual(["first", slow]);
  activateEngine("a", "first");
  expect(tf.backend()).toBe(first);
});

test("one that TF.js does not know is a BackendError", () => {
  expect(() => activateEngine("a", "unheard-of")).toThrow(BackendError);
});
