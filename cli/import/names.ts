/** The words of a text, in lower case: those of ASCII letters and digits. */
function wordsIn(text: string): string[] {
  return (
    text
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z\d]+/g) ?? []
  );
}

/** The longest part of a name that comes from the input. */
const LONGEST = 60;

/** A name such as `webServer`. Empty if the text has no letters and digits. */
export function camelCase(text: string): string {
  const name = wordsIn(text.slice(0, LONGEST))
    .map((word, i) => (i === 0 ? word : word[0].toUpperCase() + word.slice(1)))
    .join('');
  return /^\d/.test(name) ? `_${name}` : name;
}

/** A name such as `WebServer`. */
export function pascalCase(text: string): string {
  const name = wordsIn(text.slice(0, LONGEST))
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');
  return /^\d/.test(name) ? `_${name}` : name;
}

/** A name such as `web-server`, for a file or a chart. */
export function kebabCase(text: string): string {
  return (text.slice(0, LONGEST).match(/[A-Za-z\d]+/g) ?? []).join('-').toLowerCase();
}

/** Words that cannot be the name of a variable in a module, and the names that the code has already. */
const TAKEN = `
  abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do else
  enum eval export extends false finally for from function get global if implements import in instanceof interface is keyof let module
  namespace never new null number object of package private protected public readonly require return set static string super switch symbol
  this throw true try type typeof undefined unique unknown var void while with yield NaN Infinity Object Record exports chart scope id app
`
  .trim()
  .split(/\s+/);

/** Makes names unique: the second of a name gets a number. */
export class UniqueNames {
  private readonly taken: Set<string>;
  /** The next number of each name: a search from 2 on would take quadratic time. */
  private readonly numbers = new Map<string, number>();

  /** @param separator what is before the number */
  public constructor(
    private readonly separator: string,
    taken: readonly string[] = [],
  ) {
    this.taken = new Set(taken);
  }

  /** For the variables of a module. */
  public static ofVariables(taken: readonly string[] = []): UniqueNames {
    // `namespace` is a good name for a constant, and legal
    return new UniqueNames('', [...TAKEN.filter((word) => word !== 'namespace'), ...taken]);
  }

  /** For names in upper case. */
  public static ofPlaceholders(): UniqueNames {
    return new UniqueNames('_');
  }

  public next(name: string): string {
    let unique = name;
    for (let number = this.numbers.get(name) ?? 2; this.taken.has(unique); number++) {
      unique = `${name}${this.separator}${number}`;
      this.numbers.set(name, number + 1);
    }
    this.taken.add(unique);
    return unique;
  }
}
