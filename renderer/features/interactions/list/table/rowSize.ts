/** The height of a row of the list, in px. */
export const rowPx = 28;
