import type { RedactionKind } from "../../../../shared/schemas/redaction.ts";

/** What each kind finds, in the order of the page. */
export const redactionKinds: readonly { kind: RedactionKind; name: string; note: string }[] = [
  { kind: "email", name: "E-mail addresses", note: "kim@example.com" },
  { kind: "phone", name: "Telephone numbers", note: "+49 151 23456789, (415) 555-0132" },
  { kind: "card", name: "Card numbers", note: "12 to 19 digits with a right check digit" },
  { kind: "iban", name: "Bank accounts (IBAN)", note: "with right check digits" },
  { kind: "ssn", name: "US social security numbers", note: "460-89-9847" },
  { kind: "ip", name: "IP addresses", note: "of this computer's own network too, not 127.0.0.1" },
  { kind: "api-key", name: "API keys", note: "sk-…, ghp_…, AKIA…, AIza…, xoxb-…, glpat-…, npm_…, hf_…" },
  { kind: "bearer-token", name: "Bearer tokens", note: "what stands behind Bearer" },
  { kind: "jwt", name: "JSON web tokens", note: "eyJ….eyJ….…" },
  { kind: "private-key", name: "Private keys", note: "-----BEGIN … PRIVATE KEY-----" },
  { kind: "url-password", name: "Passwords in addresses", note: "postgres://app:password@host" },
];
