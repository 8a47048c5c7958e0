import { safe, safeLines } from '../../util/safe-text';
import { ChartFile } from './chart-file';
import { Proof } from './prove';
import { pathText } from './read-objects';

/**
 * Prints what a person must know about the code, and the result of the proof.
 * @param code the code that is written: the placeholders that it lacks are replaced
 */
export function printReport(charts: readonly ChartFile[], proof: Proof, code: string, isVerbose: boolean): void {
  const print = (line: string): void => void process.stderr.write(`${safe(line)}\n`);
  const removed = new Map<string, number>();
  for (const { input, raw, placeholders, removed: paths } of charts.flatMap(({ objects }) => objects)) {
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
    for (const steps of paths) {
      const text = pathText(steps);
      removed.set(text, (removed.get(text) ?? 0) + 1);
      if (isVerbose) {
        print(`${input.placeOf(steps)}: ${text}: removed, because the cluster sets it.`);
      }
    }
  }
  if (removed.size > 0) {
    print(`removed what the cluster sets: ${[...removed].map(([text, count]) => `${text} (${count})`).join(', ')}`);
  }
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
