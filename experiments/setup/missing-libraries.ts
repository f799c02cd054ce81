/** How the dynamic loaders of Linux and macOS, and TensorFlow's log, report a library that they could not load. */
const COMPLAINTS = [
  /([^\s:'"]+\.so[.\d]*): cannot open shared object file/g,
  /Could not load dynamic library '([^']+)'/g,
  /Library not loaded: (\S+)/g,
];

/** Names of the shared libraries that output of the dynamic loader or TensorFlow reports as missing, each once. */
export function missingLibraries(text: string): string[] {
  const paths = COMPLAINTS.flatMap((complaint) => [...text.matchAll(complaint)].map(([, path]) => path!));
  return [...new Set(paths.map((path) => path.slice(path.lastIndexOf("/") + 1)))];
}
