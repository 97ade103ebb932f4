import { Redirect, useRoute } from "wouter";
import { SessionPage } from "./SessionPage.tsx";

/** `/sessions/ID` shows one session. */
export function SessionScreen() {
  const [, params] = useRoute("/sessions/:id");
  return params?.id ? <SessionPage session={params.id} /> : <Redirect to="/interactions" replace />;
}
