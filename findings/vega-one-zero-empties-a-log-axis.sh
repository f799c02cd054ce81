#!/usr/bin/env bash
# One would expect: of points on a logarithmic axis, one whose value is 0 is left out or put at an edge, and the others are drawn; or else the chart is refused.
#
# What happens: the 0 becomes an end of the axis' domain, whose logarithm is minus infinity. Every point of the chart, also those of 1 and 100,
# then has no position: the chart is empty but for its axes. Nothing is thrown; one warning goes to the console of whoever opens the page.
# Filtering values above 0, or a domain that is given, draws the others.
#
# vega 6.4.0, vega-lite 6.5.0; seen 2026-11-29.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --ignore-scripts --no-audit --no-fund --silent vega@6.4.0 vega-lite@6.5.0
cat > see.mjs <<'JS'
import * as vega from "vega";
import { compile } from "vega-lite";

async function draw(values, transform = []) {
  const warnings = [];
  const { spec } = compile({
    data: { values: values.map((price) => ({ price })) },
    transform,
    mark: "point",
    encoding: { x: { field: "price", type: "quantitative", scale: { type: "log" } } },
  });
  const logger = vega.logger(vega.Warn);
  logger.warn = (...words) => {
    warnings.push(words.join(" "));
    return logger;
  };
  const view = new vega.View(vega.parse(spec), { renderer: "none", logger });
  await view.runAsync();
  const marks = view.scenegraph().root.items[0].items.find(({ role, marktype }) => role === "mark" && marktype === "symbol");
  return { positions: marks.items.map(({ x }) => (Number.isFinite(x) ? Math.round(x) : null)), warnings };
}
const without = await draw([1, 10, 100]);
const withZero = await draw([0, 1, 10, 100]);
const filtered = await draw([0, 1, 10, 100], [{ filter: "datum.price > 0" }]);
console.log(`1, 10, 100: ${JSON.stringify(without)}`);
console.log(`0, 1, 10, 100: ${JSON.stringify(withZero)}`);
console.log(`those above 0: ${JSON.stringify(filtered)}`);
const isEmpty = withZero.positions.every((position) => position === null);
process.exit(isEmpty && !without.positions.includes(null) && !filtered.positions.includes(null) ? 0 : 1);
JS
node see.mjs
