import { expect, test } from "vitest";
import { formatPoints } from "../../../harness/judge/figures/format.ts";
import { pointsAgainst, pointsChanged } from "../../../reports/words/chinese-points.ts";

test.each([
  [-0.06, "比基线低6.0个百分点", "降低6.0个百分点"],
  [0.005, "比基线高0.5个百分点", "提高0.5个百分点"],
  [0.0001, "与基线相差0.0个百分点", "变化0.0个百分点"],
])("points have a direction in place of a sign: %d", (difference, against, changed) => {
  expect(pointsAgainst(formatPoints(difference), "基线")).toBe(against);
  expect(pointsChanged(formatPoints(difference))).toBe(changed);
});
