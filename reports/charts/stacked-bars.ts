/** How rows that are stacked of parts are drawn. */
interface StackedRows<Part extends string> {
  readonly x: object;
  readonly y: object;
  /** Field of a part's name, of its length along x, and `order`, its place in its row. */
  readonly fields: { readonly name: string; readonly length: string };
  /** The parts that occur in any row. */
  readonly parts: ReadonlySet<Part>;
  /** Of all parts, in the order of the legend. */
  readonly colors: Readonly<Record<Part, string>>;
  readonly names: Readonly<Record<Part, string>>;
  readonly tooltip: readonly { readonly field: string; readonly title: string }[];
}

/** A bar for each row, whose parts differ in color. */
export function stackedBars<Part extends string>({ x, y, fields, parts, colors, names, tooltip }: StackedRows<Part>) {
  const used = (Object.keys(colors) as Part[]).filter((part) => parts.has(part));
  const lines = [...tooltip];
  return {
    mark: { type: "bar", height: 14 },
    encoding: {
      y,
      x: { ...x, field: fields.length, stack: "zero" },
      order: { field: "order", type: "quantitative" },
      color: {
        field: fields.name,
        type: "nominal",
        title: null,
        scale: { domain: used.map((part) => names[part]), range: used.map((part) => colors[part]) },
        // A number, not an expression: Vega measures the legend before evaluating expressions.
        legend: { columns: 1 },
      },
      tooltip: lines,
    },
  } as const;
}
