/** A word as an argument in a POSIX shell: in quotes where the shell would read more than one word, or more than text. */
export function forShell(word: string): string {
  return /^[\w./@%+:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
