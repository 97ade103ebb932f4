import { lazy, type ComponentType } from "react";
import type { IconName } from "./components/iconShapes.tsx";

export type Screen = { path: string; title: string; icon: IconName; Page: ComponentType; foot?: boolean };

const PlaygroundPage = lazy(async () => ({ default: (await import("./features/playground/PlaygroundPage.tsx")).PlaygroundPage }));
const ModelsPage = lazy(async () => ({ default: (await import("./features/models/ModelsPage.tsx")).ModelsPage }));
const SettingsPage = lazy(async () => ({ default: (await import("./features/settings/SettingsPage.tsx")).SettingsPage }));

/** The screens of the rail and of the palette, in their order. */
export const screens: readonly Screen[] = [
  { path: "/playground", title: "Playground", icon: "playground", Page: PlaygroundPage },
  { path: "/models", title: "Models", icon: "models", Page: ModelsPage },
  { path: "/settings", title: "Settings", icon: "settings", Page: SettingsPage, foot: true },
];
