import type { Refusal, Where } from './refusal.ts';
import type { Schema } from './schema.ts';

/** Compares two parts; see {@link createComparison}. */
export type Compare = (writer: Schema, reader: Schema, where: Where) => readonly Refusal[];

/** Whether a value is valid by a schema. */
export type Accepts = (schema: Schema, value: unknown) => boolean;
