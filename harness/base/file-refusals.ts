const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is exceeded",
  EISDIR: "it is a folder",
  ELOOP: "its links lead in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
  ENOENT: "no such file or folder",
  ENOSPC: "the disk is full",
  ENOTDIR: "a file is where its path has a folder",
  EPERM: "the system does not permit it",
  EROFS: "the file system is read-only",
};

/** Why the system refused a file or folder: "permission denied". What has no words here is told as the system does, by its code. */
export function refusalOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code === undefined ? message : (REASONS[code] ?? code);
}
