import { acceptedForm, type IdentifierKind, parseIdentifier } from '@throughgate/domain';
import { badInput } from './errors.ts';

/**
 * An identifier given as input, in its canonical form.
 * Raises `BAD_USER_INPUT` naming the field and the form expected when it is malformed.
 *
 * @param field input field that held it. @default the kind's own name
 */
export function identifierInput(kind: IdentifierKind, value: string, field: string = kind): string {
  const canonical = parseIdentifier(kind, value);
  if (canonical === undefined) {
    throw badInput(field, `"${field}" must be a ${acceptedForm(kind)}, not "${value}".`);
  }
  return canonical;
}
