import type { z } from 'zod';
import type { Page } from '../contract/listing.ts';
import type { Verb } from '../contract/token.ts';

/** An answer with a JSON body, as OpenAPI describes it. */
interface JsonAnswer {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: z.ZodType }>>;
}

/** A request that the registry takes: the server's route, its place in the OpenAPI document, and the client's call. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below `/v1`; parameters begin with a colon. */
  readonly path: `/${string}`;
  /** A token needs one of these verbs, or `admin`. */
  readonly needs: readonly Verb[];
  readonly tags: readonly [string];
  readonly summary: string;
  /** @default the summary says it all */
  readonly description?: string;
  /** Parameters of the path. @default none */
  readonly params?: z.ZodObject;
  /** @default none */
  readonly querystring?: z.ZodObject;
  /** @default none that mean anything */
  readonly headers?: z.ZodObject;
  /** The JSON body. @default none, or one that is read otherwise */
  readonly body?: z.ZodObject;
  /** Answers by status, errors as well. */
  readonly response: Readonly<Record<number, JsonAnswer | z.ZodUndefined>>;
}

/** What a part of a request is once it was checked and its defaults are filled in; nothing where the route has no such part. */
type Checked<Part> = Part extends z.ZodType ? z.output<Part> : unknown;

/** What a caller gives for a part of a request: what has a default may be left out. */
type Given<Part> = Part extends z.ZodType
  ? { readonly [Key in keyof z.output<Part>]?: z.output<Part>[Key] | undefined }
  : object;

type BodyOf<Answer> = Answer extends { readonly content: { 'application/json': { schema: infer Schema } } }
  ? Schema extends z.ZodType
    ? z.output<Schema>
    : never
  : never;

/** A page that nobody changes is one as well. */
type Unchanged<Body> = Body extends { items: (infer Item)[]; next: string | null } ? Page<Item> : Body;

type Succeeded = 200 | 201;

/** What a route answers when it succeeds; nothing where it answers without a body. */
export type AnswerOf<Of extends Route> =
  Extract<keyof Of['response'], Succeeded> extends never
    ? undefined
    : Unchanged<BodyOf<Of['response'][Extract<keyof Of['response'], Succeeded>]>>;

/** The parts of a request as the server's route gets them. */
export interface CheckedRequest<Of extends Route> {
  readonly params: Checked<Of['params']>;
  readonly query: Checked<Of['querystring']>;
  readonly body: Checked<Of['body']>;
}

/** The parts of a request as the client gives them. */
export interface GivenRequest<Of extends Route> {
  readonly params?: Of['params'] extends z.ZodType ? z.output<Of['params']> : undefined;
  readonly query?: Given<Of['querystring']> | undefined;
  readonly body?: Of['body'] extends z.ZodType ? Given<Of['body']> : unknown;
}
