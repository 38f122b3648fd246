import { fixedAnswers } from '../../gateway/fixed-answers.ts';
import { personInRequest } from '../../gateway/people.ts';
import { type Answering, serveSubgraphs } from '../../harness/serve-subgraphs.ts';

// Five subgraphs in one process that give fixed answers, but for the person's name in outcomes' and the manager's in probation's, which
// end in the number of changes of that person so far. `PUT /<person>` makes a change and answers how many there have been.

const changing = /"(Carter|Alex Morgan)"/;
const changes = new Map<string, number>();
const changesOf = (person: string) => changes.get(person) ?? 0;

await serveSubgraphs(
  Object.fromEntries(
    Object.entries(fixedAnswers).map(([name, answer]): [string, Answering] => [
      name,
      (body, { method, url = '' }) => {
        if (method === 'PUT') {
          const changed = url.slice(1);
          changes.set(changed, changesOf(changed) + 1);
          return String(changesOf(changed));
        }
        const person = personInRequest.exec(body)?.[1] ?? '';
        return answer(body).replace(changing, `"$1 ${changesOf(person)}"`);
      },
    ]),
  ),
);
