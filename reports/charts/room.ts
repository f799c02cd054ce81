/** Pixels of the axis below a plot, and of its title. */
const AXIS = 60;
/** Of a plot that does not say how high it is. */
const USUAL = 300;

/** About how many pixels a chart is high. @param spec of Vega-Lite */
export function roomOf(spec: object): number {
  return AXIS + ("height" in spec && typeof spec.height === "number" ? spec.height : USUAL);
}
