import { Redirect, useRoute } from "wouter";
import { TracePage } from "./TracePage.tsx";

/** `/traces/ID` shows one trace. */
export function TraceScreen() {
  const [, params] = useRoute("/traces/:id");
  return params?.id ? <TracePage traceId={params.id} /> : <Redirect to="/interactions" replace />;
}
