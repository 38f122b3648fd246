import { type Defence, defences } from './defences.ts';
import { type Attack, type AttackName, attacks } from './tell-one-person.ts';

/** How often an attack was right. */
export interface Success {
  readonly populations: number;
  readonly right: number;
  /** How often any two numbers that were told differed, so that something could follow. */
  readonly informed: number;
  /** Share that who only guesses has right. */
  readonly byGuessing: number;
  /** Whether it is more than guessing explains: by more than 1.96 standard errors. */
  readonly better: boolean;
}

/** Runs an attack on so many populations, each with a defence of its own. */
export async function successOf(name: AttackName, defence: Defence, populations: number): Promise<Success> {
  const attack: Attack = attacks[name];
  let right = 0;
  let informed = 0;
  for (let at = 0; at < populations; at += 1) {
    const found = await attack.run(`${name} ${at}`, defences[defence]());
    if (found.informed) informed += 1;
    if (found.guess === found.secret) right += 1;
  }
  const byGuessing = 1 / attack.answers;
  const error = Math.sqrt((byGuessing * (1 - byGuessing)) / populations);
  return {
    populations,
    right,
    informed,
    byGuessing,
    better: right / populations > byGuessing + 1.96 * error,
  };
}
