import type { RandomStream } from "../../../base/random/mt19937.ts";

export interface KMeansSettings {
  /** Centroids wanted, 1 to 256; as many as there are different points where those are fewer. */
  readonly count: number;
  /** Rounds of assigning and averaging; it ends earlier once nothing moves. */
  readonly iterations: number;
}

/**
 * Lloyd's algorithm from a k-means++ start. A cluster that loses all its points starts again at the point that is
 * farthest from its own centroid.
 * @param points row-major [n, width], all finite; left as they are
 * @returns centroids, row-major [at most count, width]
 * @see Arthur and Vassilvitskii 2007, "k-means++: the advantages of careful seeding"
 */
export function kMeans(
  points: Float32Array,
  width: number,
  { count, iterations }: KMeansSettings,
  random: RandomStream,
): Float32Array {
  const centroids = sampledStart(points, width, count, random);
  let before = new Uint8Array(0);
  for (let round = 0; round < iterations; round += 1) {
    const { codes, distances } = assign(points, centroids, width);
    if (equalCodes(codes, before)) break;
    moveToMeans(centroids, points, width, codes, distances);
    before = codes;
  }
  return centroids;
}

/** The nearest centroid of each point, the first of several as near, and the squared distance to it. */
export function assign(
  points: Float32Array,
  centroids: Float32Array,
  width: number,
): { readonly codes: Uint8Array<ArrayBuffer>; readonly distances: Float64Array } {
  const n = points.length / width;
  const codes = new Uint8Array(n);
  const distances = new Float64Array(n);
  for (let point = 0; point < n; point += 1) {
    const start = point * width;
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < centroids.length; at += width) {
      let distance = 0;
      for (let column = 0; column < width; column += 1) {
        const apart = points[start + column]! - centroids[at + column]!;
        distance += apart * apart;
      }
      if (distance < least) {
        least = distance;
        nearest = at;
      }
    }
    codes[point] = nearest / width;
    distances[point] = least;
  }
  return { codes, distances };
}

/** Points drawn one by one, each with a chance that grows with its squared distance to those already drawn. */
function sampledStart(points: Float32Array, width: number, count: number, random: RandomStream): Float32Array {
  const n = points.length / width;
  const centroids = new Float32Array(Math.min(count, n) * width);
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  let chosen = n === 0 ? 0 : random.nextIntBelowOrEqual(n - 1);
  for (let start = 0; start < centroids.length; start += width) {
    const centroid = points.subarray(chosen * width, (chosen + 1) * width);
    centroids.set(centroid, start);
    let total = 0;
    for (let point = 0; point < n; point += 1) {
      nearest[point] = Math.min(nearest[point]!, squaredDistance(points, point * width, centroid));
      total += nearest[point]!;
    }
    // All points are centroids by now.
    if (total === 0) return centroids.slice(0, start + width);
    chosen = drawn(nearest, random.nextFloat64() * total);
  }
  return centroids;
}

/** The index at which the running sum of the weights passes `target`; never one of weight 0. */
function drawn(weights: Float64Array, target: number): number {
  let sum = 0;
  let last = 0;
  for (let index = 0; index < weights.length; index += 1) {
    if (weights[index] === 0) continue;
    sum += weights[index]!;
    last = index;
    if (sum > target) break;
  }
  return last;
}

function squaredDistance(points: Float32Array, start: number, centroid: Float32Array): number {
  let distance = 0;
  for (let column = 0; column < centroid.length; column += 1) {
    const apart = points[start + column]! - centroid[column]!;
    distance += apart * apart;
  }
  return distance;
}

/** Moves each centroid to the mean of its points, in place. */
function moveToMeans(
  centroids: Float32Array,
  points: Float32Array,
  width: number,
  codes: Uint8Array,
  distances: Float64Array,
): void {
  const sums = new Float64Array(centroids.length);
  const sizes = new Int32Array(centroids.length / width);
  codes.forEach((code, point) => {
    sizes[code]! += 1;
    for (let column = 0; column < width; column += 1) sums[code * width + column]! += points[point * width + column]!;
  });
  sizes.forEach((size, cluster) => {
    if (size === 0) {
      const farthest = distances.reduce((best, distance, point) => (distance > distances[best]! ? point : best), 0);
      centroids.set(points.subarray(farthest * width, (farthest + 1) * width), cluster * width);
      // The next empty cluster takes another point.
      distances[farthest] = 0;
      return;
    }
    for (let at = cluster * width; at < (cluster + 1) * width; at += 1) centroids[at] = sums[at]! / size;
  });
}

function equalCodes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((code, index) => code === b[index]);
}
