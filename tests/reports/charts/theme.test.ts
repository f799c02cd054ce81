import { expect, test } from "vitest";
import { DARK_BACKGROUND, PALETTE, rowScale } from "../../../reports/charts/theme.ts";

test("data colors have a contrast of at least 3 to both backgrounds", () => {
  for (const color of PALETTE) {
    expect(contrast(color, "#ffffff"), color).toBeGreaterThanOrEqual(3);
    expect(contrast(color, DARK_BACKGROUND), color).toBeGreaterThanOrEqual(3);
  }
});

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

test("rows are bars from 0, and points on a logarithmic scale where bars would have no length", () => {
  expect(rowScale([1, 50, 100])).toMatchObject({ isLog: false, scale: { domainMin: 0 } });
  expect(rowScale([1, 50, 101])).toMatchObject({ isLog: true, scale: { type: "log", domainMin: 0.5 } });
  expect(rowScale([0, 101]).isLog).toBe(false);
});
