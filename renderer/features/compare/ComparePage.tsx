import { useRoute } from "wouter";
import { CompareSetupPage } from "./CompareSetupPage.tsx";
import { ComparisonPage } from "./ComparisonPage.tsx";

/** `/compare` sets a comparison up, `/compare/ID` shows one. */
export function ComparePage() {
  const [, params] = useRoute("/compare/:id");
  return params?.id ? <ComparisonPage id={params.id} /> : <CompareSetupPage />;
}
