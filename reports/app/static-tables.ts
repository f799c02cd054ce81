import { valueOrder } from "./order.ts";

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
    const sortOf = ({ cells }: HTMLTableRowElement) => cells[column]?.dataset.sort || null;
    heading.querySelector("button")?.addEventListener("click", () => {
      const isAscending = heading.getAttribute("aria-sort") !== "ascending";
      for (const other of headings) other.setAttribute("aria-sort", "none");
      heading.setAttribute("aria-sort", isAscending ? "ascending" : "descending");
      const order = valueOrder(heading.classList.contains("number") ? "number" : "text", isAscending);
      body?.append(...[...body.rows].sort((a, b) => order(sortOf(a), sortOf(b))));
    });
  });
}
