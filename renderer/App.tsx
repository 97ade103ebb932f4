import { Tooltip } from "radix-ui";
import { Suspense, useEffect } from "react";
import { Redirect, Route, Router, Switch, useLocation } from "wouter";
import { classes } from "./components/classes.ts";
import { ConnectionLine } from "./components/ConnectionLine.tsx";
import { EmptyState } from "./components/EmptyState.tsx";
import { FolderBrowser } from "./components/FolderBrowser.tsx";
import { useLayout } from "./components/layoutStore.ts";
import { Page } from "./components/Page.tsx";
import { PageBoundary } from "./components/PageBoundary.tsx";
import { PageSkeleton } from "./components/PageSkeleton.tsx";
import { Toasts } from "./components/Toasts.tsx";
import { Rail } from "./components/Rail.tsx";
import { JobReports } from "./features/jobs/JobReports.tsx";
import { ModelReports } from "./features/models/ModelReports.tsx";
import { ExportDialog } from "./features/transfer/export/ExportDialog.tsx";
import { ImportDialog } from "./features/transfer/import/ImportDialog.tsx";
import { KeyHelp } from "./features/palette/KeyHelp.tsx";
import { Palette } from "./features/palette/Palette.tsx";
import { usePalette } from "./features/palette/paletteStore.ts";
import { StatusBar } from "./features/status/StatusBar.tsx";
import { onPageKey, usePageKeys } from "./pageKeys.ts";
import { useHashPath, useHashQuery } from "./router.ts";
import { screens } from "./screens.tsx";

export function App() {
  return (
    <Router hook={useHashPath} searchHook={useHashQuery}>
      <Tooltip.Provider delayDuration={400}>
        <Frame />
        <Palette />
        <KeyHelp />
        <FolderBrowser />
        <ExportDialog />
        <ImportDialog />
        <JobReports />
        <ModelReports />
        <Toasts />
      </Tooltip.Provider>
    </Router>
  );
}

function Frame() {
  const [place] = useLocation();
  const isRailNarrow = useLayout((state) => state.isRailNarrow);
  usePageKeys([
    { key: "mod+k", label: "Search or run a command", run: usePalette.getState().open, isListed: false, whileTyping: true },
    { key: "?", label: "Keys of this page", run: () => usePalette.getState().help(true), isListed: false },
    { key: "mod+b", label: isRailNarrow ? "Widen the list of screens" : "Narrow the list of screens", icon: "screen", run: useLayout.getState().toggleRail, whileTyping: true },
  ]);
  useEffect(() => {
    window.addEventListener("keydown", onPageKey);
    window.addEventListener("dragover", refuseFiles);
    window.addEventListener("drop", refuseFiles);
    return () => {
      window.removeEventListener("keydown", onPageKey);
      window.removeEventListener("dragover", refuseFiles);
      window.removeEventListener("drop", refuseFiles);
    };
  }, []);
  return (
    <div className={classes("app", isRailNarrow && "is-narrow")}>
      <button type="button" className="skip btn" onClick={() => document.getElementById("page")?.focus()}>
        Skip to the page
      </button>
      <Rail />
      <PageBoundary place={place}>
        <Suspense fallback={<PageSkeleton />}>
          <Switch>
            {screens.map(({ path, hasParts, Page: Screen }) => (
              <Route key={path} path={hasParts ? `${path}/*?` : path}>
                <Screen />
              </Route>
            ))}
            <Route path="/">
              <Redirect to={screens[0]!.path} replace />
            </Route>
            <Route>
              <Page name="unknown" title="No such page">
                <EmptyState icon="search" title="There is no page at this address" body={`The address ends in ${place}. It may be from another version of Tapedeck.`} />
              </Page>
            </Route>
          </Switch>
        </Suspense>
      </PageBoundary>
      <ConnectionLine />
      <StatusBar />
    </div>
  );
}

/** A file that is dropped where nothing takes files would replace the app in a browser. */
function refuseFiles(event: DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}
