import { useRoute } from "wouter";
import { InteractionPage } from "./detail/InteractionPage.tsx";
import { ListPage } from "./list/ListPage.tsx";

/** `/interactions` lists them, `/interactions/ID` shows one. */
export function InteractionsPage() {
  const [, params] = useRoute("/interactions/:id");
  return params?.id ? <InteractionPage id={params.id} /> : <ListPage />;
}
