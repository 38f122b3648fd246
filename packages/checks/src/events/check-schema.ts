import {
  contractTitleProblem,
  type createSchemaCompiler,
  EventContractError,
  eventContract,
  type JsonSchema,
  valueAt,
} from '@throughgate/contracts';
import type { Finding } from '@throughgate/registry-client';
import { childOf } from './json.ts';
import type { EventTypeSource } from './read-event-types.ts';
import { typeFinding } from './type-finding.ts';

/** What is wrong with an event type by itself. */
export interface SchemaCheck {
  /** Whether it is a JSON Schema that can be compared and compiled at all. */
  readonly isValid: boolean;
  readonly findings: readonly Finding[];
}

/** Checks the JSON Schema of an event type, its `x-throughgate` and its examples. */
export function checkSchema(
  subgraph: string,
  source: EventTypeSource,
  compile: ReturnType<typeof createSchemaCompiler>,
): SchemaCheck {
  const schema = source.schema as JsonSchema;
  const problem = orError(() => compile(schema));
  if (problem instanceof EventContractError) return { isValid: false, findings: [invalid(problem)] };
  const findings = checkExamples(source, problem);
  // Without an entity there is no meaning to read: that is found where events are mapped to entities.
  if (childOf(schema['x-throughgate'], 'entity') === undefined) return { isValid: true, findings };
  const contract = orError(() => eventContract(subgraph, source.type, schema, problem));
  if (contract instanceof EventContractError) {
    return { isValid: true, findings: [invalid(contract), ...findings] };
  }
  const title = contractTitleProblem(schema);
  if (title === undefined) return { isValid: true, findings };
  const finding = typeFinding('HUB-C038', source, '/x-throughgate/title', `${title}.`);
  return { isValid: true, findings: [finding, ...findings] };

  function invalid({ pointer, message }: EventContractError): Finding {
    return typeFinding('HUB-C038', source, pointer, `${message}.`);
  }
}

function checkExamples(source: EventTypeSource, problem: (data: unknown) => string | undefined): Finding[] {
  const examples = source.schema['examples'];
  if (!Array.isArray(examples) || examples.length === 0) {
    return [typeFinding('HUB-C036', source, '', 'there is no example.')];
  }
  const key = childOf(childOf(source.schema['x-throughgate'], 'entity'), 'key');
  return examples.flatMap((example: unknown, index) => {
    const wrong = problem(example);
    const pointer = `/examples/${index}`;
    if (wrong !== undefined)
      return [typeFinding('HUB-C036', source, pointer, `the example is not valid: ${wrong}.`)];
    const id = typeof key === 'string' ? valueAt(example, key) : '';
    return typeof id === 'string' || typeof id === 'number'
      ? []
      : [
          typeFinding(
            'HUB-C036',
            source,
            pointer,
            `the example has no key: ${String(key)} leads nowhere in it.`,
          ),
        ];
  });
}

function orError<Result>(make: () => Result): Result | EventContractError {
  try {
    return make();
  } catch (error) {
    if (error instanceof EventContractError) return error;
    throw error;
  }
}
