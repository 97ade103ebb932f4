/** `N passed, N failed, N skipped` over tests. */
export function countLine(tests) {
  const count = (state) => tests.filter((test) => test.state === state).length;
  return `${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`;
}

/** Names every part with its counts, every test that failed or was skipped, and closes with the plain line over all. Gives the exit code. */
export function printSummary(parts) {
  console.log("\nSummary");
  for (const { name, tests, note } of parts) console.log(`  ${name.padEnd(28)} ${note ?? countLine(tests)}`);
  const all = parts.flatMap(({ tests }) => tests);
  for (const state of ["skipped", "failed"]) {
    for (const { title, file } of all.filter((test) => test.state === state)) console.log(`  ${state}: ${title} (${file})`);
  }
  console.log(`\n${countLine(all)}`);
  return all.some(({ state }) => state === "failed") ? 1 : 0;
}

/** End-to-end tests by the program that they drove, as their titles name it. */
export function byEnvironment(tests) {
  const inElectron = tests.filter(({ title }) => /\belectron\b/i.test(title));
  const inChromium = tests.filter(({ title }) => /\bchromium\b/i.test(title));
  const rest = tests.filter((test) => !inElectron.includes(test) && !inChromium.includes(test));
  return [
    { name: "e2e in Electron", tests: inElectron },
    { name: "e2e in Chromium", tests: inChromium },
    ...(rest.length > 0 ? [{ name: "e2e without a page", tests: rest }] : []),
  ];
}
