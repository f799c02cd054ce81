// Runs in the report itself: draws the charts from their specs and makes the tables sortable.
(() => {
  const OPTIONS = {
    mode: "vega-lite",
    renderer: "svg",
    // The page's content security policy forbids eval: expressions are interpreted.
    ast: true,
    actions: false,
    // Two legends are side by side on wide screens and stacked on narrow ones (a Vega option that Vega-Lite's types lack).
    config: {
      legend: {
        layout: {
          top: {
            anchor: "start",
            margin: 28,
            direction: { signal: "width < 560 ? 'vertical' : 'horizontal'" },
          },
        },
      },
    },
    tooltip: { disableDefaultStyle: true },
  };

  async function drawCharts() {
    const specs = JSON.parse(document.getElementById("chart-specs").textContent);
    for (const [name, spec] of Object.entries(specs)) {
      const place = document.getElementById(`chart-${name}`);
      try {
        await globalThis.vegaEmbed(place, spec, OPTIONS);
      } catch (error) {
        place.textContent = `This chart could not be drawn: ${error.message}`;
        console.error(error);
      }
    }
    document.documentElement.dataset.charts = "drawn";
  }

  // Lines do not break between a figure and its unit, nor before the dot between two values.
  function keepTogether(root) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.parentElement.closest("pre") !== null) continue;
      const kept = text.data.replace(/(?<=\d) (?=(?:%|ms|s|kB|MB|GB)(?![\p{L}\d]))| (?=· )/gu, "\u00a0");
      if (kept !== text.data) text.data = kept;
    }
  }

  function makeSortable(table) {
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      heading.querySelector("button").addEventListener("click", () => {
        const isAscending = heading.getAttribute("aria-sort") !== "ascending";
        for (const other of headings) other.setAttribute("aria-sort", "none");
        heading.setAttribute("aria-sort", isAscending ? "ascending" : "descending");
        const isNumber = heading.classList.contains("number");
        const rows = [...table.tBodies[0].rows].sort((a, b) => compare(a, b, column, isNumber, isAscending));
        table.tBodies[0].append(...rows);
      });
    });
  }

  // Values that were not measured come last in both directions.
  function compare(a, b, column, isNumber, isAscending) {
    const x = a.cells[column].dataset.sort;
    const y = b.cells[column].dataset.sort;
    if (x === "" || y === "") return (x === "") - (y === "");
    const order = isNumber ? Number(x) - Number(y) : x.localeCompare(y, "en", { numeric: true });
    return isAscending ? order : -order;
  }

  keepTogether(document.querySelector("main"));
  document.querySelectorAll("table.sortable").forEach(makeSortable);
  drawCharts();
})();
