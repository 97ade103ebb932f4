import { judgeAccess } from "./judgeAccess.ts";
import { judgeConditions } from "./judgeConditions.ts";
import { judgeRoles } from "./judgeRoles.ts";
import { judgeTexts } from "./judgeTexts.ts";
import { judgeWork } from "./judgeWork.ts";
import { readTemplate, type Found } from "./readTemplate.ts";

/** What a person should know about a chat template, judged on its syntax tree; most severe first. Nothing of the template is run. */
export function judgeTemplate(text: string): Found[] {
  const read = readTemplate(text);
  if ("finding" in read) return [read.finding];
  const order = { danger: 0, caution: 1, info: 2 };
  return [judgeAccess, judgeConditions, judgeWork, judgeTexts, judgeRoles].flatMap((judge) => judge(read)).sort((a, b) => order[a.severity] - order[b.severity]);
}
