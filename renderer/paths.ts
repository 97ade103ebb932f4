// Paths of the core's machine, which may be of another kind than the page's.

const separatorOf = (path: string) => (path.includes("\\") && !path.includes("/") ? "\\" : "/");

/** The last part of a path. */
export const nameOf = (path: string): string => path.split(separatorOf(path)).findLast((part) => part !== "") ?? "";

/** The path of `name` in `folder`. */
export function pathIn(folder: string, name: string): string {
  const separator = separatorOf(folder);
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}
