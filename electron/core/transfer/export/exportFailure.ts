import { dirname } from "node:path";
import { AppError } from "../../../../shared/errors.ts";

/** What the file system said while `path` was written, with a way out; anything else as it is. */
export function exportFailure(error: unknown, path: string): unknown {
  const { code, message } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  const folder = dirname(path);
  const refused = (what: string, fix: string) => new AppError("bad-request", what, { fix, details: { path }, cause: error });
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return new AppError("disk-full", `There is no space left for the export in ${folder}. What was written of it is taken away again.`, { fix: "Free some space, or export to another disk.", details: { path }, cause: error });
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return refused(`${folder} can't be written: ${message}.`, "Give yourself the right to write there, or export to another folder.");
    case "ENOENT":
    case "ENOTDIR":
      return refused(`The folder ${folder} is not there.`, "Make it first, or export to another folder.");
    case "ENAMETOOLONG":
      return refused("The name is too long for this disk.", "Choose a shorter one.");
    case "EFBIG":
      return refused(`The disk of ${folder} takes no file this long.`, "Export less with a filter, or to another disk.");
    case "EIO":
    case "ENXIO":
      return new AppError("internal", `The disk of ${folder} failed: ${message}.`, { fix: "Export to another disk.", details: { path }, cause: error });
    default:
      return error;
  }
}
