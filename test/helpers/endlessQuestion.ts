/** What sends demo-support-v1 at temperature 0 into a loop: its answer fills the context, which takes seconds. */
export const endlessQuestion = "x".repeat(300);
