/**
 * The person whom the gateway hands to an agency, with the identifiers to join by: `joinIdentifiers`. A supergraph of version
 * 0.1, which is live until all services are upgraded, gives them under the name `identifiers`.
 *
 * @typeParam Offender what the agency's fields of the person are given
 */
export function offenderToJoin<Offender>(reference: object): Offender {
  const known =
    'identifiers' in reference && !('joinIdentifiers' in reference)
      ? { ...reference, joinIdentifiers: reference.identifiers }
      : reference;
  return known as Offender;
}
