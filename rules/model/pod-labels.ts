import { nameText } from '../../util/json-text';
import { PlainObject } from '../../util/plain-object';
import { Selector } from './selecting-object';

/** The labels of several pods. Many pods have the same keys, so it compares a selector with each set of keys once. */
export class PodLabels {
  private readonly keys = new Map<string, PlainObject>();
  private readonly values = new Set<unknown>();

  public add(labels: PlainObject): this {
    this.keys.set(Object.keys(labels).sort().join(' '), labels);
    Object.values(labels).forEach((value) => this.values.add(value));
    return this;
  }

  /**
   * Whether a pod has no labels, has all labels of a selector with any values, or has the only value of the selector at another label.
   */
  public resemble({ matchLabels, matchExpressions }: Selector): boolean {
    const labels = Object.entries(matchLabels);
    const positive = matchExpressions.filter(({ operator }) => operator === 'In' || operator === 'Exists');
    const keys = [...labels.map(([key]) => key), ...positive.map(({ key }) => nameText(key))];
    return (
      (keys.length === 1 && labels.length === 1 && this.values.has(labels[0][1])) ||
      [...this.keys.values()].some(
        (own) => Object.keys(own).length === 0 || keys.every((key) => Object.prototype.hasOwnProperty.call(own, key)),
      )
    );
  }
}
