/** A name beside a point, in pixels of the plot, downward. */
export interface NamedPoint {
  /** Of the name, which begins or ends beside its point. */
  readonly left: number;
  readonly width: number;
  readonly height: number;
  /** Of the point. */
  readonly y: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** From a point to its name. */
const GAP = 6;
/** Further below its point, a name would be taken for another one's. */
const FURTHEST = 40;

/**
 * Where names stand so that none covers another: below their points, moved down as far as they must, or above them.
 * @param points the more important ones first
 * @param height of the plot, which names do not leave
 * @returns by point, pixels from it down to the top of its name; null if no place is free
 */
export function namesApart(points: readonly NamedPoint[], height: number): (number | null)[] {
  const taken: Box[] = [];
  return points.map((point) => {
    const below = movedDown(boxOf(point, GAP), taken);
    const above = boxOf(point, -GAP - point.height);
    const isBelow = below.bottom <= height && below.top - point.y - GAP <= FURTHEST;
    if (!isBelow && (above.top < 0 || taken.some((other) => touches(above, other)))) return null;
    const place = isBelow ? below : above;
    taken.push(place);
    return place.top - point.y;
  });
}

function boxOf({ left, width, height, y }: NamedPoint, down: number): Box {
  return { left, right: left + width, top: y + down, bottom: y + down + height };
}

function movedDown(box: Box, taken: readonly Box[]): Box {
  const other = taken.find((one) => touches(box, one));
  if (other === undefined) return box;
  return movedDown({ ...box, top: other.bottom, bottom: other.bottom + box.bottom - box.top }, taken);
}

function touches(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
