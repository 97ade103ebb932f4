import type { z } from "zod";
import type { Finding, FirstLoad } from "../../../../shared/schemas/model.ts";
import type { StoredModel } from "../libraryApi.ts";

type Found = z.infer<typeof Finding>;
type Version = Pick<StoredModel, "id" | "name" | "family" | "kind" | "templateSha256">;

const mostNamed = 3;

/** What the library knows of a model beyond its file: versions of its family with another chat template, and what became of its first load. */
export function libraryFindings(model: Version, models: Version[], firstLoad: FirstLoad | undefined): Found[] {
  const found: Found[] = [];
  const others = models.filter(({ id, family, kind, templateSha256 }) => id !== model.id && kind === "model" && family !== "" && family === model.family && templateSha256 !== model.templateSha256);
  if (model.kind === "model" && others.length > 0) {
    const names = others.slice(0, mostNamed).map(({ name }) => name).join(", ");
    const more = others.length > mostNamed ? ` and ${others.length - mostNamed} more` : "";
    found.push({ severity: "caution", what: "Another template than its family", why: `Its chat template differs from that of ${names}${more}: the same messages become other prompts, and answers differ for that alone.` });
  }
  if (firstLoad?.state === "failed") found.push({ severity: "danger", what: "First load failed", why: `A process of its own tried to load it on ${day(firstLoad.at)}: ${firstLoad.reason}.` });
  if (firstLoad?.state === "passed") found.push({ severity: "info", what: "First load passed", why: `A process of its own loaded it and let it answer on ${day(firstLoad.at)}.` });
  return found;
}

const day = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
