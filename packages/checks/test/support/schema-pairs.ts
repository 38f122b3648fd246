import fc from 'fast-check';

/** A JSON Schema. */
export type TestSchema = boolean | Readonly<Record<string, unknown>>;
/** Two versions of a schema, alike in most of their parts. */
export type SchemaPair = readonly [TestSchema, TestSchema];

const names = ['a', 'b', 'c', 'd'];
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });

const leaf: fc.Arbitrary<TestSchema> = fc.oneof(
  fc
    .record({
      type: fc.constantFrom('string', ['string', 'null']),
      minLength: some(fc.nat(2)),
      maxLength: some(fc.nat(4)),
      pattern: some(fc.constantFrom('^a', '^[ab]*$')),
      format: some(fc.constantFrom('date', 'date-time')),
    })
    .map(defined),
  fc
    .record({
      type: fc.constantFrom('integer', 'number', ['integer', 'null'], ['number', 'string']),
      minimum: some(fc.integer({ min: -1, max: 2 })),
      exclusiveMinimum: some(fc.integer({ min: -1, max: 2 })),
      maximum: some(fc.integer({ min: 1, max: 4 })),
      multipleOf: some(fc.constantFrom(0.5, 1, 2)),
    })
    .map(defined),
  fc.constantFrom<TestSchema>(
    { type: 'boolean' },
    { type: 'null' },
    { type: ['boolean', 'null'] },
    true,
    false,
    {},
  ),
  fc.subarray<unknown>(['a', 'b', 1, null, true], { minLength: 1 }).map((values) => ({ enum: values })),
  fc
    .subarray(['a', 'b', 'ab'], { minLength: 1 })
    .map((values) => ({ oneOf: values.map((value) => ({ const: value })) })),
);

const { pair } = fc.letrec<{ pair: SchemaPair; array: SchemaPair; object: SchemaPair; union: SchemaPair }>(
  (tie) => ({
    pair: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'schema' },
      { weight: 4, arbitrary: leaf.map((same): SchemaPair => [same, same]) },
      { weight: 1, arbitrary: fc.tuple(leaf, leaf) },
      { weight: 1, arbitrary: tie('array') },
      { weight: 4, arbitrary: tie('object') },
      { weight: 2, arbitrary: tie('union') },
    ),
    array: fc
      .tuple(
        tie('pair'),
        versions(some(fc.nat(2)).map((minItems) => defined({ minItems }))),
        versions(some(fc.nat(3)).map((maxItems) => defined({ maxItems }))),
        some(tie('pair')),
      )
      .map(([items, least, most, first]) =>
        both((side) => ({
          type: 'array',
          items: items[side],
          ...least[side],
          ...most[side],
          ...(first && { prefixItems: [first[side]] }),
        })),
      ),
    object: fc
      .tuple(
        fc.tuple(
          ...names.map(() =>
            fc.tuple(tie('pair'), versions(fc.constantFrom('none', 'optional', 'required'))),
          ),
        ),
        fc.tuple(some(tie('pair')), versions(fc.constantFrom('none', 'none', 'false', 'schema'))),
        versions(some(fc.nat(2)).map((minProperties) => defined({ minProperties }))),
        versions(some(fc.nat(3)).map((maxProperties) => defined({ maxProperties }))),
      )
      .map(([properties, [others, openness], least, most]) =>
        both((side) => {
          const present = properties.flatMap(([schema, state], index) =>
            state[side] === 'none'
              ? []
              : [{ name: names[index] ?? '', schema: schema[side], state: state[side] }],
          );
          return {
            type: 'object',
            properties: Object.fromEntries(present.map(({ name, schema }) => [name, schema])),
            required: present.filter(({ state }) => state === 'required').map(({ name }) => name),
            ...(openness[side] === 'false' && { additionalProperties: false }),
            ...(openness[side] === 'schema' && { additionalProperties: others?.[side] ?? true }),
            ...least[side],
            ...most[side],
          };
        }),
      ),
    union: fc
      .tuple(
        fc.array(tie('pair'), { minLength: 1, maxLength: 3 }),
        versions(fc.constantFrom('oneOf', 'anyOf', 'allOf'), 6),
        versions(fc.constantFrom(0, 1), 3),
      )
      .map(([members, keyword, dropped]) =>
        both((side) => ({
          [keyword[side]]: members.slice(members.length > 1 ? dropped[side] : 0).map((one) => one[side]),
        })),
      ),
  }),
);

/** Pairs of schemas of which one could be a later version of the other. */
export const schemaPairs: fc.Arbitrary<SchemaPair> = pair;

function versions<T>(arbitrary: fc.Arbitrary<T>, sameWeight = 4): fc.Arbitrary<readonly [T, T]> {
  return fc.oneof(
    { weight: sameWeight, arbitrary: arbitrary.map((same) => [same, same] as const) },
    { weight: 1, arbitrary: fc.tuple(arbitrary, arbitrary) },
  );
}

function both(make: (side: 0 | 1) => TestSchema): SchemaPair {
  return [make(0), make(1)];
}

function defined(keywords: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(keywords).filter(([, value]) => value !== undefined));
}
