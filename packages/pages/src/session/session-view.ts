import { isPurpose, purposes as knownPurposes, roles as knownRoles, type Role } from '@throughgate/identity';

/** Who has signed in, as the gateway knows it. */
export interface PagesSession {
  readonly name: string;
  /** On whose behalf they ask; empty where nobody says. */
  readonly organisation: string;
  readonly roles: readonly string[];
  /** Purposes that they were granted. */
  readonly purposes: readonly string[];
  /** The one for which they ask. */
  readonly purpose: string | undefined;
}

/** Who has signed in, as the top of a page says it, with the ways to choose a purpose and to sign out. */
export interface SessionView {
  /** Name, roles and organisation, in one line. */
  readonly who: string;
  readonly purposes: readonly {
    readonly id: string;
    readonly describes: string;
    readonly selected: boolean;
  }[];
  /** Address of the page, to come back to. */
  readonly here: string;
}

/** Puts in words who has signed in. */
export function sessionView(session: PagesSession, here: string): SessionView {
  const { name, roles, organisation, purposes, purpose } = session;
  const known: Readonly<Record<string, Role>> = knownRoles;
  const titles = roles.map((role) => (Object.hasOwn(known, role) ? (known[role]?.title ?? role) : role));
  return {
    // An issuer that knows no names may call people by their role.
    who: [...new Set([name, ...titles, organisation])].filter((text) => text !== '').join(', '),
    purposes: purposes.map((id) => ({
      id,
      describes: isPurpose(id) ? knownPurposes[id] : id,
      selected: id === purpose,
    })),
    here,
  };
}
