/** Most errors that are told of one answer. */
const mostTold = 3;

/**
 * The errors of a GraphQL answer, as the end of a sentence: `; its errors: Not allowed [FORBIDDEN]`. Empty when there are none.
 */
export function tellErrors(body: unknown): string {
  const { errors } = (body ?? {}) as { errors?: unknown };
  if (!Array.isArray(errors) || errors.length === 0) return '';
  const told = errors.slice(0, mostTold).map((error: unknown) => {
    const { message, extensions } = (error ?? {}) as {
      message?: unknown;
      extensions?: { code?: unknown } | null;
    };
    const text = typeof message === 'string' ? message.slice(0, 500) : 'an error without a message';
    return typeof extensions?.code === 'string' ? `${text} [${extensions.code}]` : text;
  });
  const more = errors.length > mostTold ? `, and ${errors.length - mostTold} more` : '';
  return `; its errors: ${told.join('; ')}${more}`;
}
