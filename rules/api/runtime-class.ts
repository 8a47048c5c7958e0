import { Toleration } from '../../kubernetes/decoded';
import { notDnsLabel } from '../model/names';
import { rule } from '../rule';
import { firsts, form, needForm } from '../validation/fields';
import { checkLabels } from '../validation/labels';
import { checkRequirements } from '../validation/resource-list';
import { checkToleration } from './toleration';

const KEY_FIELDS: readonly (keyof Toleration)[] = ['key', 'operator', 'value', 'effect'];

export const runtimeClass = rule({
  id: 'api/runtime-class',
  severity: 'error',
  summary: 'A RuntimeClass must name its handler, and have a valid overhead, node selector and tolerations.',
  see: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
  checks: {
    RuntimeClass(object, at, context) {
      const { overhead, scheduling } = object;
      if (context.minor >= 36) {
        needForm(object, at, context, 'handler', notDnsLabel);
      } else {
        form({ handler: object.handler ?? '' }, at, context, 'handler', notDnsLabel);
      }
      if (overhead !== undefined) {
        // the server writes the overhead as limits
        checkRequirements({ limits: overhead.podFixed }, at.field('overhead'), 'container', context);
      }
      if (scheduling === undefined) {
        return;
      }
      const { nodeSelector, tolerations = [] } = scheduling;
      const place = at.field('scheduling');
      checkLabels(nodeSelector, place, 'nodeSelector', 'node label', context);
      const list = place.field('tolerations');
      // before 1.35, the server repeats the field
      const reported = context.minor >= 35 ? list : list.field('tolerations');
      tolerations.forEach((one, i) => checkToleration(one, reported.item(i), context));
      const keyOf = (one: Toleration): string => JSON.stringify(KEY_FIELDS.map((field) => one[field] ?? ''));
      firsts(tolerations, keyOf).forEach((first, i) => {
        if (first < i) {
          const what = `it is the same as ${String(list.item(first))}.`;
          context.duplicate(list.item(i), what, 'One of them is enough.', 'Remove one of the two.');
        }
      });
    },
  },
});
