import { londonDate } from '@throughgate/domain';
import type { FastifyInstance } from 'fastify';
import { type Parameters, valuesOf } from '../choice/choice.ts';
import type { AskGraph } from '../graph/ask-graph.ts';
import { inWords } from '../graph/raise-problem.ts';
import { dateInWords, momentInWords } from '../html/dates-in-words.ts';
import { formOfRequest } from '../http/form-body.ts';
import type { Site } from '../http/site.ts';
import type { TableView } from '../measures/figure-view.ts';
import { sentenceCase } from '../words/dimension-words.ts';
import { askPerson, type Person, type Spell } from './ask-person.ts';
import { spellLanes } from './spell-lanes.ts';

const forms =
  'A CRN (X123456), prisoner number (A1234BC), National Insurance number (AB123456C), PNC or CRO number, unique learner number or referral reference (AB1234ED).';

/**
 * Adds `/people`, where an identifier is entered, and a page for each person's journey. It is sent by POST and led on, so that what is
 * entered stands in no history but that of the page itself; no page that follows learns the address.
 */
export function addPersonRoutes(
  app: FastifyInstance,
  {
    site,
    ask,
  }: {
    readonly site: Site;
    readonly ask: AskGraph;
  },
): void {
  app.register(async (people) => {
    people.addHook('onRequest', async (_request, reply) => {
      // An origin and no path: a form says with it where it comes from, and no page learns the identifier in the address.
      reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'strict-origin' });
    });

    const form = { title: 'People', section: 'people' as const, hint: forms };
    people.get('/people', (_request, reply) => site.send(reply, 'people', form));

    people.post('/people', (request, reply) => {
      const identifier = formOfRequest(request.body).get('identifier')?.trim() ?? '';
      if (identifier !== '') return reply.redirect(`/people/${encodeURIComponent(identifier)}`, 303);
      const errors = [{ field: 'identifier', message: 'Enter an identifier' }];
      return site.send(reply.code(400), 'people', { ...form, errors });
    });

    people.get<{ Params: { '*': string }; Querystring: Parameters }>('/people/*', async (request, reply) => {
      const identifier = request.params['*'];
      const [after] = valuesOf(request.query, 'after');
      const found = await askPerson(ask, request, identifier, after);
      if (!found) {
        const errors = [{ field: 'identifier', message: 'No agency knows anybody by this identifier' }];
        return site.send(reply.code(404), 'people', { ...form, identifier, errors });
      }
      const { person, errors } = found;
      const { pageInfo, edges } = person.journey ?? { pageInfo: undefined, edges: [] };
      const name = person.name ? `${person.name.forename} ${person.name.surname}` : 'Name not told';
      const path = `/people/${encodeURIComponent(identifier)}`;
      return site.send(reply, 'person', {
        title: name,
        section: 'people',
        person,
        name,
        identifiers: Object.values(person.identifiers ?? {}).flat(),
        warnings: errors.map((problem) => inWords(problem)),
        isFirst: after === undefined,
        first: path,
        next:
          pageInfo?.hasNextPage && pageInfo.endCursor !== null
            ? `${path}?${new URLSearchParams({ after: pageInfo.endCursor })}`
            : undefined,
        timeline: edges.map(({ node }) => ({
          label: { text: node.title },
          byline: { text: sentenceCase(node.agency) },
          datetime: { timestamp: node.occurredAt, type: 'datetime' },
        })),
        lanes: lanesOf(person.spells ?? []),
        spells: spellTable(person.spells ?? []),
        release: releaseOf(person),
      });
    });
  });
}

function lanesOf(spells: readonly Spell[]): object | undefined {
  const today = londonDate(new Date());
  const wide = spellLanes(spells, today, 900);
  return wide === undefined ? undefined : { wide, narrow: spellLanes(spells, today, 290) };
}

function spellTable(spells: readonly Spell[]): TableView {
  return {
    caption: 'Spells',
    head: [{ text: 'Kind' }, { text: 'From' }, { text: 'To' }, { text: 'Told by' }],
    rows: spells.map(({ kind, from, to, agency }) => [
      { text: sentenceCase(kind), heading: true },
      { text: dateInWords(from) },
      { text: to === null ? 'goes on' : dateInWords(to) },
      { text: sentenceCase(agency) },
    ]),
  };
}

function releaseOf({ releases }: Person): object | undefined {
  const [last] = releases ?? [];
  if (!last) return undefined;
  return {
    when: momentInWords(last.releasedAt),
    prison: last.prison?.name,
    gaps: last.gaps?.map(({ kind, owner, openSince }) => ({
      text: sentenceCase(kind),
      owner: sentenceCase(owner),
      since: openSince === null ? undefined : dateInWords(openSince),
    })),
    unknown: last.unknown?.map((kind) => sentenceCase(kind).toLowerCase()),
  };
}
