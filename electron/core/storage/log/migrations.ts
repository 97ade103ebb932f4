import type { Migrations } from "../openDatabase.ts";
import { start } from "./0001-start.ts";

/** The steps of each `log/YYYY-MM.sqlite`. */
export const logMigrations: Migrations = [start];
