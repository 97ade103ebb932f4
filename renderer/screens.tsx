import { lazy, type ComponentType } from "react";
import type { IconName } from "./components/iconShapes.tsx";

/** `hasParts`: the addresses below `path` are this screen's too. `of`: the path of the screen that it belongs to; it has no place in the rail. */
export type Screen = { path: string; title: string; icon: IconName; Page: ComponentType; foot?: boolean; hasParts?: boolean; of?: string };

const PlaygroundPage = lazy(async () => ({ default: (await import("./features/playground/PlaygroundPage.tsx")).PlaygroundPage }));
const InteractionsPage = lazy(async () => ({ default: (await import("./features/interactions/InteractionsPage.tsx")).InteractionsPage }));
const TraceScreen = lazy(async () => ({ default: (await import("./features/interactions/trace/TraceScreen.tsx")).TraceScreen }));
const SessionScreen = lazy(async () => ({ default: (await import("./features/interactions/session/SessionScreen.tsx")).SessionScreen }));
const ComparePage = lazy(async () => ({ default: (await import("./features/compare/ComparePage.tsx")).ComparePage }));
const ModelsPage = lazy(async () => ({ default: (await import("./features/models/ModelsPage.tsx")).ModelsPage }));
const SettingsPage = lazy(async () => ({ default: (await import("./features/settings/SettingsPage.tsx")).SettingsPage }));

/** The screens of the rail and of the palette, in their order. */
export const screens: readonly Screen[] = [
  { path: "/playground", title: "Playground", icon: "playground", Page: PlaygroundPage },
  { path: "/interactions", title: "Interactions", icon: "interactions", Page: InteractionsPage, hasParts: true },
  { path: "/traces", title: "Trace", icon: "trace", Page: TraceScreen, hasParts: true, of: "/interactions" },
  { path: "/sessions", title: "Session", icon: "playground", Page: SessionScreen, hasParts: true, of: "/interactions" },
  { path: "/compare", title: "Compare", icon: "compare", Page: ComparePage, hasParts: true },
  { path: "/models", title: "Models", icon: "models", Page: ModelsPage, hasParts: true },
  { path: "/settings", title: "Settings", icon: "settings", Page: SettingsPage, foot: true },
];
