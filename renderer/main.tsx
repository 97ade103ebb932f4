import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./styles/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { link } from "./api.ts";
import { useLayout } from "./components/layoutStore.ts";
import { useJobs } from "./features/jobs/jobsStore.ts";
import { useModels } from "./features/models/modelsStore.ts";
import { useSeries } from "./features/models/seriesStore.ts";
import { useSettings } from "./features/settings/settingsStore.ts";
import { signInWhereAsked } from "./ports.ts";
import { showTheme } from "./features/settings/showTheme.ts";
import { useSystem } from "./features/status/systemStore.ts";

showTheme(useSettings);
for (const store of [useSettings, useModels, useSeries, useJobs, useSystem, useLayout]) store.getState().follow();
signInWhereAsked();
void link.start();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
