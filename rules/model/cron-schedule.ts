/** A field of a schedule: its name, its range, and the names of its numbers. */
interface Unit {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const UNITS: readonly Unit[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, names: ' jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  { name: 'day of the week', least: 0, most: 6, names: 'sun mon tue wed thu fri sat'.split(' ') },
];

const NAMED = ['yearly', 'annually', 'monthly', 'weekly', 'daily', 'midnight', 'hourly'].map((name) => `@${name}`);

const DURATION = /^@every [-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/** Why a text is not a schedule of cron. */
export function notSchedule(schedule: string): string | undefined {
  if (schedule.startsWith('@')) {
    return NAMED.includes(schedule) || DURATION.test(schedule)
      ? undefined
      : `A schedule with "@" must be ${NAMED.join(', ')}, or "@every" and a duration such as 1h30m.`;
  }
  const fields = schedule.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== 5) {
    return `It must have 5 fields, not ${fields.length}: minute, hour, day of the month, month and day of the week.`;
  }
  const wrong = UNITS.find((unit, i) => !isField(fields[i], unit));
  return wrong === undefined ? undefined : `Its ${wrong.name} must be from ${wrong.least} to ${wrong.most}.`;
}

function isField(field: string, unit: Unit): boolean {
  return field.split(',').every((range) => range === '' || isRange(range, unit));
}

/** A number, a range of numbers, or "*", each with or without a step. */
function isRange(range: string, unit: Unit): boolean {
  const [span, step, ...more] = range.split('/');
  const ends = span.split('-');
  const isAny = ends[0] === '*' || ends[0] === '?';
  const [start, end = step === undefined ? start : unit.most] = isAny
    ? [unit.least, unit.most]
    : ends.map((text) => numberOf(text, unit));
  const isStep = step === undefined || numberOf(step) > 0;
  return (
    more.length === 0 &&
    isStep &&
    (isAny || ends.length <= 2) &&
    start >= unit.least &&
    end <= unit.most &&
    start <= end
  );
}

function numberOf(text: string, { names = [] }: { names?: readonly string[] } = {}): number {
  const named = text === '' ? -1 : names.indexOf(text.toLowerCase());
  return named !== -1 ? named : /^\+?\d+$/.test(text) ? Number(text) : NaN;
}
