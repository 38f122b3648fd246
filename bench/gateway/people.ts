/** How many different people the fixed answers can be about. */
const people = 1_000_000;

let asked = 0;

/** The CRN of another person each time, so that no answer can be shared between requests in flight. */
export function nextCrn(): string {
  asked = (asked + 1) % people;
  return crnOf(asked);
}

/** The CRN of a person by number. */
export function crnOf(number: number): string {
  return `X${String(number).padStart(6, '0')}`;
}

/** Finds a person's number, six digits, in a request to a subgraph: in a CRN or in the hub's id of the person. */
export const personInRequest = /(?:"X|-8000-000000)(\d{6})"/;
