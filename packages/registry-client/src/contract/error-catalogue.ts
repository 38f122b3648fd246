/** What an error code means and how to mend it: `hub explain` prints it, and docs/errors.md is made from it. */
export interface ErrorExplanation {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What it means and why it is an error. */
  readonly meaning: string;
  /** What to do. */
  readonly fix: string;
}

/** Every error code of the registry, the checks and the `hub` commands around them. A code never changes its meaning. */
export const errorCatalogue = {
  // The graph
  'HUB-C001': {
    title: 'The schema cannot be read',
    meaning: 'The file is not GraphQL SDL: the parser stopped at the place named.',
    fix: 'Correct the syntax at that place. A missing brace or quote often shows only lines later.',
  },
  'HUB-C002': {
    title: 'The subgraphs do not compose',
    meaning:
      'Together with the other subgraphs the schema makes no supergraph. The rule named is composition’s own code, for example INVALID_FIELD_SHARING.',
    fix: 'Read the message and look at every place named: often two subgraphs define one thing differently.',
  },
  'HUB-C003': {
    title: 'The federation version is not supported',
    meaning:
      'The schema links a version of the federation specification that cannot be composed here. Versions from v2.0 to v2.14 can.',
    fix: 'Link https://specs.apollo.dev/federation/v2.12, or another version up to v2.14.',
  },
  'HUB-C004': {
    title: 'The gateway cannot serve this supergraph',
    meaning:
      'The supergraph composes, but uses a feature that the gateway does not have, such as @context. What it does not know it does not pass over.',
    fix: 'Remove the directive named.',
  },
  'HUB-C005': {
    title: 'A query could not be answered',
    meaning:
      'The supergraph would hold fields that no sequence of requests to subgraphs can reach (SATISFIABILITY_ERROR).',
    fix: 'Add a @key by which the other subgraph can be reached, or make the field @shareable where it is needed.',
  },
  'HUB-C006': {
    title: 'The schema is too large',
    meaning: 'The request is larger than the registry accepts (16 MiB for schema and events together).',
    fix: 'Split the subgraph. Is the file really the schema, and not the supergraph or an introspection result?',
  },
  'HUB-C007': {
    title: 'A hint of composition',
    meaning: 'The subgraphs compose, but something is inconsistent between them. It does not fail the check.',
    fix: 'Read the message: most hints tell of two definitions that should be the same.',
  },
  'HUB-C008': {
    title: 'Nothing of the schema is left',
    meaning: 'A subgraph has no types, or the graph would be left without any subgraph.',
    fix: 'Publish a schema with at least one type, and keep at least one subgraph.',
  },
  // Clients
  'HUB-C010': {
    title: 'The change breaks operations that clients run',
    meaning:
      'In the window of the check a gateway recorded operations that would be invalid, or answered differently, after the change.',
    fix: 'Keep the old field, mark it @deprecated and tell the clients named. When they have moved, publish again. If breaking them is intended, have the change approved: `hub subgraph approve`.',
  },
  'HUB-C011': {
    title: 'The change breaks registered operations',
    meaning:
      'A client registered operations that would be invalid after the change, whether they ran or not.',
    fix: 'As for HUB-C010; or the client registers its operations anew, without those that break.',
  },
  'HUB-C012': {
    title: 'Removed without deprecation',
    meaning: 'What is removed was not marked @deprecated in the published schema, so clients had no warning.',
    fix: 'Publish it with @deprecated(reason: "…") first, and remove it in a later version.',
  },
  'HUB-C013': {
    title: 'A change that can surprise clients',
    meaning:
      'No operation becomes invalid, but a client may receive what it does not know: a new enum value, a new member of a union or interface, a changed default.',
    fix: 'Tell the clients named before publishing. The setting `dangerous` of the subgraph makes it an error, or turns it off.',
  },
  'HUB-C014': {
    title: 'A change takes answers from callers',
    meaning:
      'After the change a field requires what it did not require before, and clients ask for it. Callers who lack it get null and an error with the code UNAUTHORIZED_FIELD_OR_TYPE in its place; no operation becomes invalid. It is a warning.',
    fix: 'Tell the clients named which scope their callers need, and have the issuer grant it, or a role that stands for it, before publishing.',
  },
  // Lint and classification
  'HUB-C020': {
    title: 'A lint rule is broken',
    meaning:
      'The changed part of the schema breaks a rule of docs/lint.md. Parts that did not change are not checked.',
    fix: 'Follow the rule, or give it another severity in the subgraph’s configuration.',
  },
  'HUB-C021': {
    title: 'A field that could identify a person is not classified',
    meaning:
      'The name or type of the field says that it could identify a person (UK GDPR Art. 4(1)), but it has no @tag(name: "data:…") that says how it is classified.',
    fix: 'Add @tag(name: "data:personal"), "data:special-category" (Art. 9), "data:criminal-offence" (Art. 10) or, if it identifies nobody, "data:none" to the field, or to its type for all fields of it. Import "@tag" in the schema’s @link.',
  },
  'HUB-C022': {
    title: 'A classification that cannot be right',
    meaning:
      'A tag begins with "data:" (or an event’s x-classification says something) but is none of the classifications; a part has two of them, be it from two subgraphs; or, as a warning, it is classified as personal where its name says more.',
    fix: 'Use one of "data:none", "data:personal", "data:special-category" and "data:criminal-offence", and one of them only. Where the name misleads, say "data:none".',
  },
  // Who may see what
  'HUB-C023': {
    title: 'An access rule that says nothing',
    meaning:
      'The lists of @requiresScopes or @policy are empty, hold an empty list, or are no lists of lists of texts; or the directive is not Federation’s, since the schema does not import it. Such a rule composes. Gateways differ in what they make of it: some let everybody pass.',
    fix: 'Write a list of alternatives, each a list of what is needed together: @requiresScopes(scopes: [["housing:read"], ["outcomes:read", "housing:aggregate"]]). Import "@authenticated", "@requiresScopes" and "@policy" in the schema’s @link.',
  },
  'HUB-C024': {
    title: 'A scope or policy that nobody can have',
    meaning:
      'A scope must be one of the hub’s, or begin with the name of the subgraph: housing:read in subgraph housing. Another agency’s own scope may be used where that agency uses it. Policies the gateway has none yet, so that what requires one is refused to everybody; that is a warning.',
    fix: 'Use one of the scopes named, or one of the subgraph’s own. docs/integrators.md, “Who may see what”, lists the hub’s and says how an issuer grants them.',
  },
  'HUB-C025': {
    title: 'A refusal would take more with it',
    meaning:
      'A field requires what its type does not, and may not be null. To a caller who lacks it the gateway answers null, which GraphQL then puts in place of the whole object that has the field, though the caller may see the rest of it. Fields of Mutation are excepted: mutations are refused whole.',
    fix: 'Leave out the `!` at the end of the field’s type, or put the requirement on the type that has the field as well.',
  },
  'HUB-C026': {
    title: 'Everybody may see data about people',
    meaning:
      'A field is classified as data about people, by its own tag, by that of the type that has it or by that of the type that it returns, and a caller whose token grants nothing gets there. With @authenticated alone it is a warning: every caller of the hub has a token.',
    fix: 'Put @requiresScopes on the type, or on the fields that lead to it: @requiresScopes(scopes: [["housing:read"]]), with the subgraph’s name before the colon.',
  },
  'HUB-C027': {
    title: 'An access rule where none can be',
    meaning:
      'Federation takes @authenticated, @requiresScopes and @policy on objects and their fields, on scalars and on enums. On an interface, a field of one, an @interfaceObject, a union, an argument, an input or a value of an enum they are refused. Of a field of an interface the gateway requires what every type requires that implements it.',
    fix: 'Put the directive on each object that implements the interface or belongs to the union, or on the fields that return it.',
  },
  'HUB-C028': {
    title: 'A field is made from protected data and does not say so',
    meaning:
      'By @requires, or @fromContext, a field gets data that require something, and does not require the same: whoever may see it could learn what they may not see (MISSING_TRANSITIVE_AUTH_REQUIREMENTS).',
    fix: 'Restate on the field what the data require; or require a field that the owner offers for joining and no client sees, such as `joinIdentifiers` of Offender.',
  },
  'HUB-C029': {
    title: 'A change opens what was closed',
    meaning:
      'After the change a field or type requires less than what is live: callers who could not see it can. It is a warning, since it may well be meant.',
    fix: 'Compare the requirement with the one before. Was a directive lost, or has it gone from one of the subgraphs that share the field?',
  },
  // Events
  'HUB-C030': {
    title: 'The AsyncAPI document cannot be read',
    meaning: 'It is not YAML or JSON, not AsyncAPI 3, or refers to a file that was not sent.',
    fix: 'Correct the place named. References are relative to the file that holds them, within the folder of the document.',
  },
  'HUB-C031': {
    title: 'Old events do not fit the new schema',
    meaning:
      'Events already on the log, which are replayed when a read model is rebuilt, would be refused by the new schema (backward compatibility, checked against every version published).',
    fix: 'Make the new property optional, keep the old type, or publish the change as a new event type.',
  },
  'HUB-C032': {
    title: 'New events do not fit an old schema',
    meaning:
      'Consumers that know an earlier version would refuse, or misread, new events (forward compatibility, checked against every version published).',
    fix: 'Keep required properties required and their types as they are, or publish the change as a new event type.',
  },
  'HUB-C033': {
    title: 'A published event type is missing',
    meaning: 'Events of this type are on the log for ever and need their schema whenever they are replayed.',
    fix: 'Keep the message in the document and mark it `deprecated: true` in its JSON Schema.',
  },
  'HUB-C034': {
    title: 'An event belongs to no entity',
    meaning:
      'Its `x-throughgate.entity.type` is missing, or names no type of the subgraph’s schema with a resolvable @key.',
    fix: 'Name the entity that the event is about, and give that type a @key of one field.',
  },
  'HUB-C035': {
    title: 'An event’s key does not fit its entity',
    meaning:
      'The path in `x-throughgate.entity.key` leads to no required property, or to one whose type is not that of the entity’s key field.',
    fix: 'Point `key` to the property that holds the entity’s key, make it required, and give it the matching type (ID and String: string, Int: integer).',
  },
  'HUB-C036': {
    title: 'An example is missing or not valid',
    meaning:
      'Every event type has at least one example, and examples keep their schema: tests and readers rely on them.',
    fix: 'Add or correct `examples` in the JSON Schema.',
  },
  'HUB-C037': {
    title: 'An event’s property that could identify a person is not classified',
    meaning: 'As HUB-C021, for event data.',
    fix: 'Add "x-classification": "personal", "special-category", "criminal-offence" or "none" beside the property’s type, or beside that of what holds it, for all in it.',
  },
  'HUB-C038': {
    title: 'An event schema is not valid',
    meaning: 'It is not a valid JSON Schema (draft 2020-12), or its `x-throughgate` cannot be used.',
    fix: 'Correct the place named; docs/data-flow.md describes `x-throughgate`.',
  },
  'HUB-C039': {
    title: 'An event closes a list of values',
    meaning:
      'A new event type lists the values that a property may have. Readers of a published type can never be given another one (HUB-C032), and most lists grow. It is a warning.',
    fix: 'Make the value { "$ref": "urn:throughgate:events:common:coded:v1" }, an object of code and title, with the values known today in "x-known-values"; or say beside the list, in "x-closed", why there will never be another.',
  },
  // Asking the registry
  'HUB-C040': {
    title: 'No valid token',
    meaning:
      'The request carries no token, or one that the registry does not know or that was revoked; or one of an issuer that is not for the hub, or no longer.',
    fix: 'Set HUB_TOKEN to a token made with `hub token create`, or to an access token of the hub’s issuer.',
  },
  'HUB-C041': {
    title: 'The token has expired',
    meaning: 'It was valid until the moment named.',
    fix: 'Have an administrator make a new one: `hub token create`.',
  },
  'HUB-C042': {
    title: 'The token is for another subgraph',
    meaning: 'A token checks and publishes only the subgraphs that it was made for.',
    fix: 'Use the token of this subgraph, or have one made: `hub token create --subgraph <name> --can check,publish`. An issuer names the subgraphs in the claim `subgraphs`.',
  },
  'HUB-C043': {
    title: 'The token does not allow this',
    meaning: 'The token lacks the verb named.',
    fix: 'Have a token made that has it: `hub token create --can …`. An issuer grants a verb as the scope `registry:<verb>`.',
  },
  'HUB-C044': {
    title: 'No such subgraph',
    meaning: 'The registry holds no subgraph of this name, or no longer does.',
    fix: '`hub subgraph list` shows those that there are.',
  },
  'HUB-C045': {
    title: 'No such version',
    meaning:
      'No version of the subgraph, or of the supergraph, has this digest; or the digits given fit several.',
    fix: '`hub subgraph history` shows the versions that there are.',
  },
  'HUB-C046': {
    title: 'The routing URL is missing',
    meaning: 'The gateway must know where a subgraph is; the first publication says so.',
    fix: 'Give --routing-url http://… or https://….',
  },
  'HUB-C047': {
    title: 'The request is not as expected',
    meaning: 'The registry could not read the request; the message names the part and what it accepts.',
    fix: 'Correct the part named. The API is described at /v1/openapi.json.',
  },
  'HUB-C048': {
    title: 'Nothing to roll back to',
    meaning: 'The subgraph has no earlier version.',
    fix: '`hub subgraph history` shows what there is; name a version with --version.',
  },
  'HUB-C049': {
    title: 'No such thing',
    meaning: 'The address is none of the registry’s, or what it names does not exist.',
    fix: 'The API is described at /v1/openapi.json.',
  },
  // Around the registry
  'HUB-C050': {
    title: 'The registry cannot be reached',
    meaning: 'Nothing answers at the registry’s address, or something else than the registry does.',
    fix: 'Start a hub (`hub up`) or set HUB_REGISTRY_URL. Is a proxy in between?',
  },
  'HUB-C051': {
    title: 'The registry did not answer in time',
    meaning: 'The request may have been completed all the same. `hub` ends with exit code 2.',
    fix: 'See with `hub subgraph history` whether it was done; doing it again changes nothing twice. --timeout allows more time.',
  },
  'HUB-C052': {
    title: 'The registry is out of order for now',
    meaning: 'The registry answers, but its database does not, or it had an unexpected error.',
    fix: 'Try again; if it lasts, look at the registry’s log for the request id.',
  },
  'HUB-C053': {
    title: 'The checks took too long',
    meaning: 'Composing or checking was given up after the registry’s time limit; nothing was published.',
    fix: 'Is the schema much larger than usual? The operator can allow more time or memory.',
  },
  'HUB-C054': {
    title: 'A file cannot be used',
    meaning:
      'A file that a command was given is not there, cannot be read or written, or does not hold what was expected.',
    fix: 'Check the path and the content; `hub <command> --help` says what is expected.',
  },
  'HUB-C055': {
    title: 'The graph has moved on',
    meaning:
      'The supergraph that is live is not the one that --expect-base names: somebody has published since. Nothing was changed.',
    fix: 'Look at `hub subgraph history`, check again, and name the `base` of that check.',
  },
  'HUB-C056': {
    title: 'A gateway does not serve the graph yet',
    meaning:
      'What was asked for is published, but within the time allowed a gateway did not say that it serves the new supergraph, or it said that it cannot load it.',
    fix: 'Nothing need be published again. See the log of the gateway named; `hub subgraph publish --wait` allows more seconds.',
  },
  'HUB-C057': {
    title: 'The hub uses this name itself',
    meaning:
      'A subgraph’s name becomes its topic on the event log, the source of its events and its name in the supergraph, metrics and findings. These the hub needs for itself; docs/integrators.md lists the names.',
    fix: 'Choose another name, such as that of the agency.',
  },
  'HUB-C058': {
    title: 'There can be no such change',
    meaning:
      'The id names no kind of change, or nothing in the graph that could change so. An approval of it would never be used.',
    fix: 'Copy the id from `hub subgraph check`, which prints it below each change that is blocked.',
  },
  'HUB-C059': {
    title: 'The issuer of tokens does not answer',
    meaning:
      'The request carries a token of an issuer, whose keys the registry cannot have for now. Tokens that the registry made itself go on working.',
    fix: 'Try again; if it lasts, see whether HUB_ISSUER names the issuer and whether the registry reaches it.',
  },
  // Sending events
  'HUB-C080': {
    title: 'An event’s envelope is not as it must be',
    meaning:
      'An attribute of the CloudEvent is missing, has another form, or does not agree with the data and the published contract.',
    fix: 'Correct the attribute named; docs/integrators.md says which there are and which may be left out.',
  },
  'HUB-C081': {
    title: 'The event type is not published',
    meaning: 'The agency’s live version has no contract of this type, so that nobody could read the event.',
    fix: 'Correct `type`, or publish the contract first: `hub subgraph publish --events …`.',
  },
  'HUB-C082': {
    title: 'An event’s data break its contract',
    meaning:
      'The data do not keep the published JSON Schema of their type, or hold what no reader gets as it was sent: a number that JSON readers round, a character that is none, nesting without end.',
    fix: 'Send data that keep the schema, or publish the schema that the data keep.',
  },
  'HUB-C083': {
    title: 'The event is of another agency',
    meaning:
      'The address names the agency that speaks, and the token is for it; `source` names another. Nobody tells of another agency’s records.',
    fix: 'Set `source` to /throughgate/<the agency in the address>, or send the event to its own agency’s address.',
  },
  'HUB-C084': {
    title: 'The event’s id was used before',
    meaning:
      'An event with this id and another content was sent within the last 30 days. Readers know events by their ids and would leave this one out.',
    fix: 'Give each event an id of its own, once, and keep it when sending again.',
  },
  'HUB-C085': {
    title: 'The version of the file was used before',
    meaning: 'Another event, with another id, has the same `sequence` of the same file.',
    fix: 'Count each file’s changes from 1, +1 for each. Was the event made anew instead of being sent again with its id?',
  },
  'HUB-C086': {
    title: 'An event, or a batch, is too large',
    meaning: 'The data of one event have at most 1 MiB as JSON; a batch has at most 1,000 events and 16 MiB.',
    fix: 'Send smaller batches; leave out of an event what is not of the record that changed.',
  },
  'HUB-C087': {
    title: 'The event log takes no events for now',
    meaning: 'The log does not answer, or is busy. Whether it has the events is not certain.',
    fix: 'Send the same again, with the same ids, after the seconds that `Retry-After` says: nothing is put on the log twice that it is known to have, and readers leave out repeats.',
  },
  // Conformance
  'HUB-C060': {
    title: 'The subgraph cannot be asked',
    meaning: 'Nothing answers at the URL, or what answers is not GraphQL over HTTP.',
    fix: 'Start the subgraph and give its GraphQL endpoint with --url.',
  },
  'HUB-C061': {
    title: 'The subgraph serves another schema than the published one',
    meaning: '`_service { sdl }` is missing, does not parse, or differs from the published schema.',
    fix: 'Deploy the version that is published, or publish the version that is deployed.',
  },
  'HUB-C062': {
    title: 'An entity is not resolved by its key',
    meaning: '`_entities` did not give the entity for a representation of the fixtures, or gave another one.',
    fix: 'Resolve every resolvable @key from the representation alone, and set `__typename`.',
  },
  'HUB-C063': {
    title: 'Entities come in another order, or number',
    meaning: '`_entities` answers one entry for each representation, in their order, repeats included.',
    fix: 'Build the answer by going through the representations; look the rows up in a map.',
  },
  'HUB-C064': {
    title: 'An unknown key is not answered with null',
    meaning:
      'A representation that leads to no record must give null and no error: other records of the batch stay.',
    fix: 'Return null from the reference resolver when there is no such record.',
  },
  'HUB-C065': {
    title: 'A field with @requires is not resolved',
    meaning:
      'Given a representation with the fields that it requires, the field gave an error or not what the fixture expects.',
    fix: 'Read the required fields from the representation; do not look them up.',
  },
  'HUB-C066': {
    title: 'Errors are not well formed',
    meaning:
      'A wrong query must be answered with `errors` of the GraphQL specification, with a message and without a stack trace.',
    fix: 'Use the library’s error handling, and turn stack traces off.',
  },
  'HUB-C067': {
    title: 'A batch of 100 entities takes too long',
    meaning: 'It took longer than the limit given (--max-latency).',
    fix: 'Read all records of a batch with one statement (a data loader).',
  },
  'HUB-C068': {
    title: 'An event on the log breaks its schema',
    meaning:
      'An event of the subgraph’s topic has no published schema, does not keep it, or lacks part of the envelope.',
    fix: 'Publish the schema that the events keep, or correct the producer; docs/data-flow.md describes the envelope.',
  },
  'HUB-C069': {
    title: 'The fixtures cannot be used',
    meaning:
      'There are none for an entity, or a file does not have the form that docs/integrators.md describes.',
    fix: 'Add a fixture with an existing record for every entity.',
  },
  'HUB-C070': {
    title: 'The subgraph answers unsigned requests',
    meaning:
      'A request without the gateway’s signature was answered. Whoever reaches the subgraph can read everything, whatever the gateway and the agency’s own rules allow.',
    fix: 'Refuse requests whose signature does not fit (docs/integrators.md), or let nobody but the gateway reach the subgraph.',
  },
} as const satisfies Record<string, ErrorExplanation>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errorCatalogue;

/** All codes, in their order. */
export const errorCodes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];

/** Explains a code, in whatever case it is written; `undefined` when there is none such. */
export function explainError(code: string): (ErrorExplanation & { readonly code: ErrorCode }) | undefined {
  const known = errorCodes.find((one) => one === code.toUpperCase());
  return known && { code: known, ...errorCatalogue[known] };
}
