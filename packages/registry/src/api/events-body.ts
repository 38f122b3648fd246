/** An event in the CloudEvents JSON format, as far as a request describes it; extensions may stand beside. */
const cloudEvent = {
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: {
      type: 'string',
      format: 'uuid',
      description: 'Given once to each event, and kept when it is sent again.',
    },
    source: { type: 'string', description: '`/throughgate/<agency>`.' },
    type: { type: 'string', description: 'A published event type.' },
    time: {
      type: 'string',
      format: 'date-time',
      description: 'When it happened. Left out: when it was recorded.',
    },
    recordedat: {
      type: 'string',
      format: 'date-time',
      description: 'When the agency recorded it. Left out: the moment at which it first came.',
    },
    partitionkey: {
      type: 'string',
      description:
        'The file’s key. Left out: the one identifier at the top of the data (`crn`, …), else the one in `person`.',
    },
    sequence: {
      type: 'string',
      pattern: '^[0-9]{1,15}$',
      description:
        'Version of the file after the change, from 1. Left out: `version` of the data, else one more than the last.',
    },
    subject: { type: 'string', description: '`<GraphQL type>/<id>`. Left out: what the contract says.' },
    dataschema: { type: 'string', format: 'uri', description: 'Left out: the URN of the published schema.' },
    datacontenttype: {
      type: 'string',
      description: 'application/json, which is also what it is when left out.',
    },
    data: { type: 'object', description: 'The record after the change, by the published JSON Schema.' },
  },
};

const example = {
  specversion: '1.0',
  id: '0199a5c4-8f0a-7c3e-9d51-6f1f2a3b4c5d',
  source: '/throughgate/housing',
  type: 'housing.tenancy.opened',
  time: '2026-11-01T09:00:00Z',
  data: { crn: 'X204011', version: 1, tenancy: { id: 't-1', openedOn: '2026-11-01' } },
};

/** What `POST /v1/subgraphs/:name/events` takes, for its description: the route itself reads bytes. */
export const eventsBody = {
  content: {
    'application/cloudevents+json': { schema: { ...cloudEvent, examples: [example] } },
    'application/cloudevents-batch+json': { schema: { type: 'array', maxItems: 1_000, items: cloudEvent } },
    'application/json': {
      schema: {
        type: 'object',
        description:
          'The data of one event. Its attributes are headers: `ce-specversion`, `ce-id`, `ce-source`, `ce-type` and the others, percent-encoded.',
      },
    },
  },
};
