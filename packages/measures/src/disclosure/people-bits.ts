// Sets of people as bits: bit n for the person with number n, the first bit of a byte highest. What lies beyond the end is not in the set.

const bitsIn = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** How many people of `one` are not in `other`; counting ends as soon as there are `enough`. */
export function countWithout(one: Uint8Array, other: Uint8Array, enough: number): number {
  let found = 0;
  for (let at = 0; at < one.length; at += 1) {
    // Read once: this runs over 44 KB for 350,000 people.
    const byte = one[at] as number;
    if (byte === 0) continue;
    found += bitsIn[byte & ~(other[at] ?? 0)] as number;
    if (found >= enough) return found;
  }
  return found;
}

/** The people of `one` who are not in `other`. */
export function without(one: Uint8Array, other: Uint8Array): Uint8Array {
  // A copy: slice() of a Buffer would be the same memory.
  const rest = new Uint8Array(one);
  const words = wordsOf(rest);
  const taken = wordsOf(other);
  const both = Math.min(words.length, taken.length);
  for (let at = 0; at < both; at += 1) words[at] = (words[at] as number) & ~(taken[at] as number);
  for (let at = both * 4; at < rest.length; at += 1) rest[at] = (rest[at] as number) & ~(other[at] ?? 0);
  return rest;
}

/** Adds the people of `more` to `bits`, which has a place for each of them. */
export function addPeople(bits: Uint8Array, more: Uint8Array): void {
  const words = wordsOf(bits);
  const added = wordsOf(more);
  const both = Math.min(words.length, added.length);
  for (let at = 0; at < both; at += 1) words[at] = (words[at] as number) | (added[at] as number);
  for (let at = both * 4; at < more.length; at += 1) bits[at] = (bits[at] as number) | (more[at] as number);
}

/** How many people there are. */
export function countPeople(bits: Uint8Array): number {
  const words = wordsOf(bits);
  let count = 0;
  for (let at = 0; at < words.length; at += 1) {
    let word = words[at] as number;
    if (word === 0) continue;
    // Ones of 32 bits, counted in pairs, fours and bytes at once: Warren, Hacker's Delight, section 5-1.
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  for (let at = words.length * 4; at < bits.length; at += 1) count += bitsIn[bits[at] as number] as number;
  return count;
}

/** Four bytes at a time, as far as there are four: which of them is first does not matter to what is done with all of them alike. */
function wordsOf(bits: Uint8Array): Int32Array {
  // Words must begin where memory is counted in fours.
  if (bits.byteOffset % 4 !== 0) return new Int32Array();
  return new Int32Array(bits.buffer, bits.byteOffset, bits.length >>> 2);
}

/**
 * A set in few bytes: 0 and the gaps between numbers, seven bits a byte and the lowest first, as long as that is shorter; else 1 and the bits
 * themselves.
 */
export function packPeople(bits: Uint8Array): Uint8Array {
  const packed = new Uint8Array(bits.length + 1);
  // Each takes a byte at least.
  if (countPeople(bits) >= bits.length) {
    packed[0] = 1;
    packed.set(bits, 1);
    return packed;
  }
  // What is written beyond its end is dropped: by then the bits themselves are shorter.
  let length = 1;
  let last = -1;
  const dense = eachBit(bits, 0, (person) => {
    let gap = person - last - 1;
    last = person;
    for (; gap > 127; gap >>>= 7) {
      packed[length] = (gap & 127) | 128;
      length += 1;
    }
    packed[length] = gap;
    length += 1;
    return length > bits.length;
  });
  if (!dense) return packed.slice(0, length);
  packed[0] = 1;
  packed.set(bits, 1);
  return packed;
}

/** Visits the people of a packed set in order, until `visit` says that it has seen enough. */
export function eachPerson(packed: Uint8Array, visit: (person: number) => boolean): void {
  if (packed[0] === 1) {
    eachBit(packed, 1, visit);
    return;
  }
  let person = -1;
  let gap = 0;
  let shift = 0;
  for (let at = 1; at < packed.length; at += 1) {
    const byte = packed[at] as number;
    gap |= (byte & 127) << shift;
    if (byte > 127) {
      shift += 7;
      continue;
    }
    person += gap + 1;
    if (visit(person)) return;
    gap = 0;
    shift = 0;
  }
}

/** How many people of a packed set are not in `bits`; counting ends as soon as there are `enough`. */
export function countPackedWithout(packed: Uint8Array, bits: Uint8Array, enough: number): number {
  if (packed[0] === 1) return countWithout(packed.subarray(1), bits, enough);
  let found = 0;
  eachPerson(packed, (person) => {
    if (((bits[person >>> 3] ?? 0) & (128 >>> (person & 7))) === 0) found += 1;
    return found >= enough;
  });
  return found;
}

/** Visits the bits that are set from a byte on, numbered from there; whether `visit` ended it. */
function eachBit(bytes: Uint8Array, from: number, visit: (bit: number) => boolean): boolean {
  const words = wordsOf(bytes);
  for (let at = from; at < bytes.length; at += 1) {
    if (at % 4 === 0 && words[at >>> 2] === 0) {
      // Nobody is in these four bytes; the step to the next adds the fourth.
      at += 3;
      continue;
    }
    for (let byte = bytes[at] as number; byte !== 0; ) {
      // The highest bit that is left.
      const bit = Math.clz32(byte) - 24;
      byte &= ~(128 >>> bit);
      if (visit((at - from) * 8 + bit)) return true;
    }
  }
  return false;
}
