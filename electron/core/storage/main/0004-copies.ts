/** Files that are to be copied into the models folder: what cuts a copy short must not make it an import in place. */
export const copies = `
  CREATE TABLE model_copies (
    location TEXT PRIMARY KEY REFERENCES model_files (location) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
`;
