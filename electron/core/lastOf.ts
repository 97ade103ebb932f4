/** Lets steps run to their end, tells `onStep` of each, and gives what they return. */
export async function lastOf<Step, T>(steps: AsyncGenerator<Step, T>, onStep: (step: Step) => void = () => {}): Promise<T> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    onStep(step.value);
  }
}
