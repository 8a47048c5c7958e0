import { PathStep } from '../../manifest/yaml/json-path';
import { safe, safeLines } from '../../util/safe-text';
import { ChartFile } from './chart-file';
import { Proof } from './prove';
import { InputObject, pathText } from './read-objects';

/**
 * Prints what a person must know about the code, and the result of the proof.
 * @param code the code that is written: the placeholders that it lacks are replaced
 */
export function printReport(charts: readonly ChartFile[], proof: Proof, code: string, isVerbose: boolean): void {
  const print = (line: string): void => void process.stderr.write(`${safe(line)}\n`);
  const removed = new Removals('what the cluster sets', isVerbose, print);
  const defaults = new Removals('fields with the default of the cluster', isVerbose, print);
  for (const object of charts.flatMap(({ objects }) => objects)) {
    const { input, raw, placeholders, removed: paths } = object;
    for (const steps of input.duplicates) {
      print(
        `${input.placeOf(steps)}: ${pathText(steps)}: duplicate key. The code has the last value, as kubectl does.`,
      );
    }
    for (const steps of raw) {
      print(
        `${input.placeOf(steps)}: ${pathText(steps)}: the types do not accept this field. The code has it in \`raw\`.`,
      );
    }
    const left = placeholders.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(code));
    if (left.length > 0) {
      const names = left.map(({ name }) => name).join(', ');
      print(`${input.placeOf([])}: the data of the Secret is not in the code. Replace ${names}.`);
    }
    if (input.secretComments > 0) {
      print(`${input.placeOf([])}: the comments in the data of the Secret are not in the code.`);
    }
    removed.add(input, paths);
    defaults.add(input, object.defaults);
  }
  removed.print();
  defaults.print();
  for (const { chart, index, reason } of proof.unequal) {
    print(`${chart.objects[index].input.placeOf([])}: not equal: ${reason}`);
  }
  if (proof.errors !== undefined) {
    process.stderr.write(
      `The objects have errors. The synth of the code fails until you fix or waive them:\n${safeLines(proof.errors).trimEnd()}\n`,
    );
  }
  const unequal = proof.unequal.length === 0 ? '' : `, ${proof.unequal.length} not equal`;
  print(`${proof.objects} ${proof.objects === 1 ? 'object' : 'objects'}: ${proof.equal} equal${unequal}`);
}

/** Counts what is removed, by field: the indexes of items do not count. */
class Removals {
  private readonly counts = new Map<string, number>();

  public constructor(
    private readonly what: string,
    private readonly isVerbose: boolean,
    private readonly printLine: (line: string) => void,
  ) {}

  public add(input: InputObject, paths: readonly (readonly PathStep[])[]): void {
    for (const steps of paths) {
      const field = pathText(steps).replace(/\[\d+\]/g, '[]');
      this.counts.set(field, (this.counts.get(field) ?? 0) + 1);
      if (this.isVerbose) {
        this.printLine(`${input.placeOf(steps)}: ${pathText(steps)}: removed.`);
      }
    }
  }

  public print(): void {
    if (this.counts.size > 0) {
      const fields = [...this.counts].map(([field, count]) => `${field} (${count})`);
      this.printLine(`removed ${this.what}: ${fields.join(', ')}`);
    }
  }
}
