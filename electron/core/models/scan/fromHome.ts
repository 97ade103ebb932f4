import { homedir } from "node:os";
import { join } from "node:path";

/** No shell stands between a field for a path and this: `~/` is the home folder here. */
export const fromHome = (path: string, home = homedir()) => (path.startsWith("~/") ? join(home, path.slice(2)) : path);
