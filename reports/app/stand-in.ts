import { roomOf } from "../charts/room.ts";

/**
 * Where no picture stands for a chart that is not drawn yet, keeps about its room, and says what the chart says.
 * @returns whether it does
 */
export function keepRoom(place: HTMLElement, spec: object, description: string): boolean {
  if (place.querySelector(":scope > svg") !== null) return false;
  const room = document.createElement("div");
  room.style.height = `${roomOf(spec)}px`;
  room.setAttribute("role", "img");
  room.setAttribute("aria-label", description);
  place.replaceChildren(room);
  return true;
}
