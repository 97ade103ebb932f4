import type { Migrations } from "../migrate.ts";
import { start } from "./0001-start.ts";
import { shape } from "./0002-shape.ts";

/** The steps of each `log/YYYY-MM.sqlite`. */
export const logMigrations: Migrations = [start, shape];
