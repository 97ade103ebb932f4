import { chatBody } from "../../../../shared/copyAs/chatBody.ts";
import { curlCommand } from "../../../../shared/copyAs/curlCommand.ts";
import { pythonProgram } from "../../../../shared/copyAs/pythonProgram.ts";
import { typescriptProgram } from "../../../../shared/copyAs/typescriptProgram.ts";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { copyText } from "../../../components/CopyButton.tsx";
import type { IconName } from "../../../components/iconShapes.tsx";
import { go } from "../../../router.ts";
import { compareInteractions, playgroundPlace } from "../interactionActions.ts";
import { sessionPlace, tracePlace } from "../places.ts";

/** What can be done with an interaction by a key, in the palette, in the page's menu and on a right click alike. */
export type PageAction = { key: string; label: string; icon: IconName; run(): void };

export function pageActions(interaction: Interaction): PageAction[] {
  const { id, traceId, spanId, session, output } = interaction;
  const copy = (key: string, label: string, what: string, text: () => string): PageAction => ({ key, label, icon: "copy", run: () => void copyText(text(), what) });
  return [
    { key: "p", label: "Open in the Playground", icon: "playground", run: () => go(playgroundPlace(id)) },
    { key: "c", label: "Compare models on it", icon: "compare", run: () => compareInteractions([id]) },
    ...(traceId === null ? [] : [{ key: "t", label: "Open the trace", icon: "trace" as const, run: () => go(tracePlace(traceId, spanId)) }]),
    ...(session === null ? [] : [{ key: "s", label: "Open the session", icon: "playground" as const, run: () => go(sessionPlace(session)) }]),
    copy("y", "Copy the id", "id", () => id),
    copy("shift+y", "Copy the answer", "answer", () => output),
    copy("shift+c", "Copy as JSON", "interaction", () => JSON.stringify(interaction, null, 2)),
    copy("shift+u", "Copy as curl", "curl command", () => curlCommand(chatBody(interaction))),
    copy("shift+p", "Copy as Python", "Python program", () => pythonProgram(chatBody(interaction))),
    copy("shift+t", "Copy as TypeScript", "TypeScript program", () => typescriptProgram(chatBody(interaction))),
  ];
}
