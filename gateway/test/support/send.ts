import { request } from 'undici';

/** An answer over HTTP, its body as text and, where it is JSON, as a value. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly type: string;
  /** Code of the first error. */
  readonly code: unknown;
}

/** Sends exactly these headers and bytes, which `fetch` would change. */
export async function sendRaw(
  url: string,
  method: string,
  headers: Record<string, string> = {},
  body: Buffer | string | null = null,
): Promise<RawAnswer> {
  const response = await request(url, { method: method as 'GET', headers, body });
  const text = await response.body.text();
  const type = String(response.headers['content-type'] ?? '');
  let code: unknown;
  if (type.includes('json') && text !== '') {
    code = (JSON.parse(text) as { errors?: { extensions?: { code?: unknown } }[] }).errors?.[0]?.extensions
      ?.code;
  }
  return { status: response.statusCode, headers: response.headers, text, type, code };
}
