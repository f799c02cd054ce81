import { expect, test } from "vitest";
import { overdueText } from "../../experiments/retention.ts";

const until = (retainUntil: string) => ({ compliance: { retainUntil } });

test("a run is overdue from the day after its date on, and one without a date never", () => {
  expect(overdueText({}, "runs/a", new Date("2099-01-01"))).toBeNull();
  expect(overdueText({ compliance: {} }, "runs/a", new Date("2099-01-01"))).toBeNull();
  expect(overdueText(until("2027-06-30"), "runs/a", new Date("2027-06-30T23:59:59Z"))).toBeNull();
  expect(overdueText(until("2027-06-30"), "runs/a", new Date("2027-07-01T00:00:00Z"))).toBe(
    'a was to be kept until 2027-06-30: "pricewar purge a" deletes it, and compliance.retainUntil in the matrix states another date',
  );
});
