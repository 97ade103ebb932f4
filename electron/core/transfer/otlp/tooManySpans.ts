import { AppError } from "../../../../shared/errors.ts";
import { maxSpansARequest } from "./readSpan.ts";

export const tooManySpans = () => new AppError("too-large", `A request may hold ${maxSpansARequest.toLocaleString("en")} spans at most; nothing of this one was stored.`, { fix: "Send it in several." });
