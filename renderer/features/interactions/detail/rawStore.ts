import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { BodyName } from "../../../../shared/schemas/interactionBody.ts";
import { api, type Parts } from "../../../api.ts";

type RawBody = { text: string; sizeBytes: number; isWhole: boolean };
type RawState = { asked: string | null; body: RawBody | null; failure: Failure | null; open(id: string, name: BodyName): void };

/** Of a longer body the beginning is shown; the whole is in an export. */
export const shownChars = 8_000_000;

/** A stored body of one interaction, exactly as it is. */
export function createRawStore({ api }: Pick<Parts, "api">) {
  let asking = new AbortController();
  return create<RawState>()((set, get) => {
    async function read(id: string, name: BodyName, signal: AbortSignal): Promise<void> {
      try {
        const pieces: string[] = [];
        let chars = 0;
        let sizeBytes = 0;
        for await (const piece of api.interactions.body({ id, body: name }, signal)) {
          pieces.push(piece.text);
          chars += piece.text.length;
          sizeBytes = piece.sizeBytes;
          if (chars > shownChars) break;
        }
        if (!signal.aborted) set({ body: { text: pieces.join(""), sizeBytes, isWhole: chars <= shownChars } });
      } catch (error) {
        if (!signal.aborted) set({ failure: toFailure(error) });
      }
    }
    return {
      asked: null,
      body: null,
      failure: null,
      open(id, name) {
        const asked = `${id} ${name}`;
        if (get().asked === asked && get().body) return;
        asking.abort();
        asking = new AbortController();
        set({ asked, body: null, failure: null });
        void read(id, name, asking.signal);
      },
    };
  });
}

export const useRaw = createRawStore({ api });
