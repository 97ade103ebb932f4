import Sqlite, { type Database } from "better-sqlite3";
import { basename, join } from "node:path";
import { isCorrupt } from "../../storage/storageFailure.ts";
import { backedUpFiles } from "../backup/backedUpFiles.ts";
import { rebuildFullText } from "./rebuildFullText.ts";

/** What was found and done in one file. `isSound` false: its rows are damaged, which no index can mend. */
export type Repaired = { path: string; done: string[]; isSound: boolean };

/** A file with more free pages than this is written anew without them. */
const mostFree = 0.25;

/**
 * Reads every database of a data folder through; where an index or full text is broken, makes it anew from the rows; gives free space
 * back. The caller owns the folder, and nothing of it is open.
 */
export function* repairFolder({ dataFolder }: { dataFolder: string }): Generator<Repaired> {
  for (const name of backedUpFiles(dataFolder)) {
    try {
      yield repairFile(join(dataFolder, name), name.startsWith("log/"));
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      yield { path: name, done: [`It can't be read: ${(error as Error).message}.`], isSound: false };
    }
  }
}

function repairFile(path: string, isMonth: boolean): Repaired {
  const db = new Sqlite(path, { fileMustExist: true, timeout: 5000 });
  const done: string[] = [];
  try {
    let problems = problemsOf(db);
    const isTextBroken = (text: string) => /interaction_text|fts5/i.test(text);
    if (problems.some((problem) => !isTextBroken(problem))) {
      db.exec("REINDEX");
      done.push("Its indexes were made anew.");
      problems = problemsOf(db);
    }
    if (isMonth && (problems.some(isTextBroken) || missingTexts(db) > 0)) {
      let rows = 0;
      for (rows of rebuildFullText(db));
      done.push(`Full text of ${rows} interactions was made anew.`);
      problems = problemsOf(db);
    }
    const pragma = (name: string) => db.pragma(name, { simple: true }) as number;
    if (problems.length === 0 && pragma("freelist_count") > mostFree * pragma("page_count")) {
      const before = pragma("page_count") * pragma("page_size");
      db.exec("VACUUM");
      done.push(`${((before - pragma("page_count") * pragma("page_size")) / 1e6).toFixed(1)} MB of free space were given back.`);
    }
    db.pragma("wal_checkpoint(TRUNCATE)");
    return { path: basename(path), done: [...done, ...problems.map((problem) => `${problem}.`)], isSound: problems.length === 0 };
  } finally {
    db.close();
  }
}

/** Also looks into full text. */
function problemsOf(db: Database): string[] {
  const answers = db.prepare<[], string>("PRAGMA integrity_check(20)").pluck().all();
  return answers.filter((answer) => answer !== "ok");
}

/** Interactions that have ended and that full text does not know. Before the first version with full text there is none. */
export function missingTexts(db: Database): number {
  if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'interaction_text_docsize'").get()) return 0;
  return db.prepare<[], number>("SELECT count(*) FROM interactions WHERE status <> 'running' AND key NOT IN (SELECT id FROM interaction_text_docsize)").pluck().get()!;
}
