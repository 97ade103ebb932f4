import type { Migrations } from "../openDatabase.ts";
import { start } from "./0001-start.ts";
import { models } from "./0002-models.ts";
import { comparisons } from "./0003-comparisons.ts";
import { copies } from "./0004-copies.ts";

/** The steps of `tapedeck.sqlite`. */
export const mainMigrations: Migrations = [start, models, comparisons, copies];
