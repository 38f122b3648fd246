import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';

/**
 * Has each field of a schema take an argument that is `null` as one that is not given, where the argument has a default:
 * clients send the variables that they have, `first: null` among them, and GraphQL would pass the null on.
 */
export function nullAsDefault(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const defaults = field.args
        .filter(({ defaultValue }) => defaultValue !== undefined && defaultValue !== null)
        .map(({ name, defaultValue }) => [name, defaultValue] as const);
      if (defaults.length === 0) continue;
      const { resolve = defaultFieldResolver } = field;
      field.resolve = (source, given: Readonly<Record<string, unknown>>, context, info) => {
        const missing = defaults.filter(([name]) => given[name] === null);
        const arguments_ = missing.length > 0 ? { ...given, ...Object.fromEntries(missing) } : given;
        return resolve(source, arguments_, context, info);
      };
    }
  }
  return schema;
}
