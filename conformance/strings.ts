import { TRAPS } from '../__tests__/traps';

/** All numbers from one to another. */
export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** All strings over some characters, up to a length. */
function upTo(length: number, characters: string[]): string[] {
  const ofLength: string[][] = [['']];
  for (let i = 1; i <= length; i++) {
    ofLength.push(ofLength[i - 1].flatMap((start) => characters.map((character) => start + character)));
  }
  return ofLength.flat();
}

/** A word in small and capital letters, in all mixtures. */
function cases(word: string): string[] {
  return [...word].reduce(
    (starts, letter) =>
      [...new Set([letter, letter.toUpperCase()])].flatMap((either) => starts.map((start) => start + either)),
    [''],
  );
}

const WORDS = ['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', '.inf', '.nan', '~', '<<', '='];

const AFFIXES = ['', ' ', '\t', '\n', '-', '+', ':', ': ', ' #', '#', '.', '_', '"', "'", '0', 'e', '\u00a0', '\r'];

/** Around the lengths up to which a reader looks for the colon after a key, and those of its buffers. */
const LENGTHS = [...range(120, 132), ...range(505, 520), ...range(1015, 1030), ...range(1530, 1540), 5000];

const DAYS = ['2001-1-2', '2001-01-02', '0000-00-00', '2001-1'];
const TIMES = ['', '1:2:3', '01:02:03', '01:02:03.4', '25:61:61', '1:2'];
const ZONES = ['', 'Z', 'z', '+1', '-05:00', ' +01:00', ' Z'];

/** Texts that a reader may misread. */
export const STRINGS: readonly string[] = [
  ...new Set([
    ...upTo(4, [...'0178_.+-eExXoObB:af']),
    ...upTo(6, [...'01_.+-e']),
    ...upTo(3, [...' \t\n\r-:#?\'"\\a,[]{}|>%&*!@`~=<.0']),
    ...upTo(5, [...' \t\n-:#?\'"a.']),
    ...upTo(3, [...'\0\x07\x1b\x7f\x80\x85\x9f\xa0\u2028\u2029\ufeff\ufffd\ufffe\uffff😀a \n\t\r"\'']),
    ...DAYS.flatMap((day) => TIMES.flatMap((time) => ZONES.flatMap((zone) => [day + zone, `${day}T${time}${zone}`]))),
    ...DAYS.flatMap((day) => TIMES.flatMap((time) => ZONES.flatMap((zone) => `${day} ${time}${zone}`))),
    ...WORDS.flatMap(cases).flatMap((word) => AFFIXES.flatMap((affix) => [affix + word, word + affix])),
    ...TRAPS.flatMap((trap) => AFFIXES.flatMap((affix) => [affix + trap, trap + affix])),
    ...TRAPS.flatMap((trap) => TRAPS.map((other) => `${trap}\n${other}`)),
    // each character, alone, within a line, and at the beginning of one
    ...range(0, 0xffff)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .concat(range(1, 0x10).flatMap((plane) => [plane * 0x10000, plane * 0x10000 + 0xfffe]))
      .map((code) => String.fromCodePoint(code))
      .flatMap((character) => [character, `a${character}b`, `a\n${character}b`]),
    ...LENGTHS.flatMap((length) =>
      ['a', '"', "'", '1', '\\', 'é', '\u20ac', '😀', '\x7f', '\n', '\ufeff'].flatMap((character) => [
        character.repeat(length),
        'a'.repeat(length - 1) + character,
        `${'a'.repeat(length)}\n${character}`,
      ]),
    ),
  ]),
];
