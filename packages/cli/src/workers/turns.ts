/** Gives turns, one at a time, in the order in which they are wanted. */
export interface Turns<Member> {
  want(member: Member): void;
  /** It is done with its turn. */
  end(member: Member): void;
  /** It is gone: it wants none any more, and does not have one. */
  leave(member: Member): void;
}

/**
 * Creates {@link Turns}.
 *
 * @param give tells a member that it is its turn
 */
export function createTurns<Member>(give: (member: Member) => void): Turns<Member> {
  /** The one whose turn it is comes first. */
  let line: Member[] = [];
  return {
    want(member) {
      line.push(member);
      if (line.length === 1) give(member);
    },
    end(member) {
      if (line[0] === member) continueWith(line.slice(1));
    },
    leave(member) {
      const left = line.filter((one) => one !== member);
      if (line[0] === member) continueWith(left);
      else line = left;
    },
  };

  function continueWith(left: Member[]): void {
    line = left;
    const [next] = line;
    if (next !== undefined) give(next);
  }
}
