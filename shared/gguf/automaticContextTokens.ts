/** A larger context takes memory that most conversations never use. */
const most = 8192;
/** For files that do not say how many tokens they were trained for. */
const unknown = 4096;

/** Tokens of a slot where the settings leave it open: what the file was trained for, at most 8,192. */
export const automaticContextTokens = (contextLength: number): number => Math.min(contextLength || unknown, most);
