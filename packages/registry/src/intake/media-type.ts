/** A media type in lower case, and the charset that goes with it. */
export interface MediaType {
  readonly type: string;
  readonly charset: string | undefined;
}

/** Reads the value of a `content-type`; other parameters than the charset do not matter here. */
export function parseMediaType(text: string): MediaType {
  const [type = '', ...parameters] = text.split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/i.exec(parameter)?.[1])
    .find((found) => found !== undefined);
  return { type: type.trim().toLowerCase(), charset: charset?.toLowerCase() };
}

/** Whether bytes of this charset are UTF-8, in which JSON is always written. */
export function isUtf8({ charset }: MediaType): boolean {
  return charset === undefined || charset === 'utf-8';
}
