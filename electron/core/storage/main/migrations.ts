import type { Migrations } from "../migrate.ts";
import { start } from "./0001-start.ts";
import { models } from "./0002-models.ts";
import { comparisons } from "./0003-comparisons.ts";
import { copies } from "./0004-copies.ts";
import { library } from "./0005-library.ts";
import { loads } from "./0006-loads.ts";
import { benches } from "./0007-benches.ts";
import { firstLoads } from "./0008-first-loads.ts";
import { views } from "./0009-views.ts";
import { care } from "./0010-care.ts";
import { imports } from "./0011-imports.ts";

/** The steps of `tapedeck.sqlite`. */
export const mainMigrations: Migrations = [start, models, comparisons, copies, library, loads, benches, firstLoads, views, care, imports];
