/**
 * Charts out of view are not laid out while the page loads. Afterwards they are, one in each frame, for a picture of the whole page, and for
 * programs that read what is laid out.
 */
export async function layOutCharts(root: ParentNode): Promise<void> {
  for (const chart of root.querySelectorAll<HTMLElement>(".chart")) {
    await new Promise(requestAnimationFrame);
    chart.dataset.laidOut = "";
  }
}
