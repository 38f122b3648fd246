/** Adds all values in some JSON that could name something, as text: texts and numbers, and not the names of types. */
export function addLeaves(value: unknown, names: Set<string>): void {
  if (typeof value === 'string' || typeof value === 'number') names.add(String(value));
  else if (Array.isArray(value)) for (const one of value) addLeaves(one, names);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) if (key !== '__typename') addLeaves(inner, names);
  }
}

/** About how many bytes some JSON takes in memory: what V8 needs for text of one byte a character, properties and objects. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + 8 + bytesOf(one), 32);
  let sum = 48;
  for (const key in value) sum += 8 + bytesOf(Reflect.get(value, key));
  return sum;
}
