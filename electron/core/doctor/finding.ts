import type { DoctorCheck } from "../../../shared/schemas/app.ts";

/** What a check found; no `fix`: nothing to do. */
export type Finding = { state: DoctorCheck["state"]; found: string; fix?: string };
