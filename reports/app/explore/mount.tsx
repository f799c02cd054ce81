import { render } from "preact";
import type { Shared } from "../shared.ts";
import { AxisChoice } from "./axis-choice.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Pinned } from "./pinned.tsx";

/** Puts what chooses configurations and figures into the page. */
export function mountExplore(shared: Shared): void {
  const filters = document.getElementById("filters");
  // There is nothing to choose among one.
  if (filters !== null && shared.all.configurations.length > 1) render(<FilterBar shared={shared} />, filters);
  const plot = document.getElementById("chart-pareto");
  if (plot === null || shared.scatter === null) return;
  const axes = document.createElement("div");
  const pinned = document.createElement("div");
  plot.before(axes);
  plot.after(pinned);
  render(<AxisChoice scatter={shared.scatter} shared={shared} />, axes);
  render(<Pinned scatter={shared.scatter} shared={shared} />, pinned);
}
