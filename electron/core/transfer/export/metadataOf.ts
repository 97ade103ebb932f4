import type { Interaction } from "../../../../shared/schemas/interaction.ts";

/** What came with an interaction: from elsewhere beside the request, else in it. */
export const metadataOf = ({ metadata, request }: Interaction): Record<string, unknown> | null => metadata ?? request.metadata ?? null;
