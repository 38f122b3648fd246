import { randomFrom } from '../random.ts';
import { drawName } from './draw-name.ts';

const names = new Map<string, string>();

/** The name of a member of staff, `Karen Hughes`: the same for the same code, in every population. */
export function staffName(code: string): string {
  let name = names.get(code);
  if (name === undefined) {
    const random = randomFrom('staff', code);
    const drawn = drawName(random, random.chance(0.62) ? 'F' : 'M', random.int(1962, 1998));
    name = `${drawn.forename} ${drawn.surname}`;
    names.set(code, name);
  }
  return name;
}
