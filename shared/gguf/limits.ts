/**
 * Bounds on what a header may claim, several times what the largest known models need. A length that is within them and within the
 * file can be read without harm.
 */
export const limits = {
  /** Metadata and tensor table together. Vocabularies of 262,144 tokens with merges take about 16 MB. */
  headerBytes: 64 * 1024 * 1024,
  arrayElements: 4_194_304,
  /** The largest known vocabularies have 262,144 tokens. */
  vocabularyTokens: 524_288,
  metadataEntries: 16_384,
  tensors: 65_536,
  keyBytes: 65_535,
  /** ggml keeps names in 64 bytes with an end mark. */
  tensorNameBytes: 63,
  tensorDimensions: 4,
  alignmentBytes: 1024 * 1024,
  /** The longest known chat templates have about 20,000. */
  templateChars: 262_144,
} as const;
