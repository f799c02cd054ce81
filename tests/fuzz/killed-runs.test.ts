/** A fixed draw of what `npm run fuzz:kill` does at random: here a run is killed again and again before it is finished, which takes fewer processes. */
import { rm } from "node:fs/promises";
import { afterAll, describe, expect, test } from "vitest";
import { usesGpu } from "../../backends/registry.ts";
import { randomStream } from "../../harness/base/random/mt19937.ts";
import { usableBackends } from "../fixtures/available-backends.ts";
import { faultsAfter, type Killable, killedAfter, newPlace, undisturbed, type Way, workingIn } from "./killed-runs.ts";

const BACKENDS = (await usableBackends()).filter(
  ({ name, backend }) => !usesGpu(name) && backend.openTrainer !== undefined,
);
const KILLS = 20;
/** Moments of kills in the time of an undisturbed run: before, nothing is there yet; after, what was killed before may leave too little to do. */
const [EARLIEST, LATEST] = [0.15, 0.5];
/** After a moment that came too late, all that follow are earlier: the undisturbed run may have had less of the machine. */
const EARLIER = 0.7;
const MOST_LATE = 8;

const places: string[] = [];
afterAll(() => Promise.all(places.map((place) => rm(place, { recursive: true, force: true }))));

async function placeFor(killable: Killable): Promise<string> {
  const place = await newPlace(killable);
  places.push(place);
  return place;
}

/** The kills of a backend in order. The last is that of a phase alone, after which a run goes on to its end. */
function waysOf(backend: number): Way[] {
  const kills = Math.ceil((KILLS - backend) / BACKENDS.length);
  return Array.from({ length: kills }, (_, at): Way => {
    if (at === kills - 1) return "its phase alone";
    return (backend + at) % 2 === 0 ? "alone" : "with its phase";
  });
}

describe.runIf(process.platform === "linux")("a run that is killed again and again", () => {
  test.each(BACKENDS)(
    "leaves nothing alive, and ends as one that nobody kills: $name",
    async ({ name }) => {
      const killable = { backend: name, quantizations: ["float32", "int8-rows"] };
      const backend = BACKENDS.findIndex((one) => one.name === name);
      const { expected, wholeMs } = await undisturbed(killable);
      const random = randomStream(1, "kills", backend);
      let place = await placeFor(killable);
      let late = 0;
      for (const way of waysOf(backend)) {
        const moment = () => (EARLIEST + random.nextFloat64() * (LATEST - EARLIEST)) * wholeMs * EARLIER ** late;
        while (!(await killedAfter(place, moment(), way))) {
          late += 1;
          expect(late).toBeLessThan(MOST_LATE);
          expect(await faultsAfter(place, expected)).toEqual([]);
          place = await placeFor(killable);
        }
        await expect.poll(() => workingIn(place)).toEqual([]);
      }
      expect(await faultsAfter(place, expected)).toEqual([]);
    },
    300_000,
  );
});
