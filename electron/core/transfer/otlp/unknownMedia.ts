/** A content type or encoding that is not taken; answered 415. */
export class UnknownMedia extends Error {}
