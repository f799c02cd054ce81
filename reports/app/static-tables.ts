/** Makes the page's small tables sortable: those that the page's program does not draw itself. */
export function sortStaticTables(root: ParentNode): void {
  for (const table of root.querySelectorAll<HTMLTableElement>("table.sortable")) {
    if (table.closest("[data-table]") === null) makeSortable(table);
  }
}

function makeSortable(table: HTMLTableElement): void {
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])];
  const body = table.tBodies[0];
  headings.forEach((heading, column) => {
    heading.querySelector("button")?.addEventListener("click", () => {
      const isAscending = heading.getAttribute("aria-sort") !== "ascending";
      for (const other of headings) other.setAttribute("aria-sort", "none");
      heading.setAttribute("aria-sort", isAscending ? "ascending" : "descending");
      const isNumber = heading.classList.contains("number");
      body?.append(...[...body.rows].sort((a, b) => compare(a, b, column, isNumber, isAscending)));
    });
  });
}

/** Values that were not measured come last in both directions. */
function compare(
  a: HTMLTableRowElement,
  b: HTMLTableRowElement,
  column: number,
  isNumber: boolean,
  isAscending: boolean,
): number {
  const x = a.cells[column]?.dataset.sort ?? "";
  const y = b.cells[column]?.dataset.sort ?? "";
  if (x === "" || y === "") return Number(x === "") - Number(y === "");
  const order = isNumber ? Number(x) - Number(y) : x.localeCompare(y, "en", { numeric: true });
  return isAscending ? order : -order;
}
