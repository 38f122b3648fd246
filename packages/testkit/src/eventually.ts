/** Waits until `condition` gives a value, and returns it; the test's own time-out ends a wait in vain. */
export async function eventually<Value>(condition: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const value = await condition();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
