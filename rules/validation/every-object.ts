import { ObjectMeta } from '../../kubernetes/decoded';
import { KINDS } from '../../kubernetes/kinds';
import { Field, StructCheck, StructChecks, StructOf } from '../rule';
import { ValidationContext } from '../validation-context';

/** A check of the metadata, if it has a field. */
type MetadataCheck<F extends keyof ObjectMeta> = StructCheck<StructOf<`ObjectMeta.${F}`>>;

/** A check of whole objects of every kind, but not of the pod templates in them. */
export function everyObject(check: StructCheck<{ readonly metadata?: ObjectMeta }>): StructChecks {
  const kinds = [...KINDS.keys(), 'OtherObject'];
  return Object.fromEntries(kinds.map((kind) => [kind, unlessTemplate(check)]));
}

/** A check of the metadata of objects, if the metadata has a field. */
export function everyObjectWith<F extends keyof ObjectMeta>(field: F, check: MetadataCheck<F>): StructChecks {
  return everyObjectAndTemplateWith(field, unlessTemplate(check));
}

/** A check of the metadata of objects and of pod templates, if the metadata has a field. */
export function everyObjectAndTemplateWith<F extends keyof ObjectMeta>(
  field: F,
  check: MetadataCheck<F>,
): StructChecks {
  const ofObject: typeof check = (metadata, at, context) => {
    // the jobs of a CronJob and the claims of a StatefulSet have metadata, too
    if (at.above === context.at) {
      check(metadata, at, context);
    }
  };
  return { [`ObjectMeta.${field}`]: ofObject };
}

/** A check of the metadata of pods and pod templates, if the metadata has a field. */
export function everyPodWith<F extends keyof ObjectMeta>(field: F, check: MetadataCheck<F>): StructChecks {
  return everyObjectAndTemplateWith(field, (metadata, at, context) => {
    if (context.isTemplate || context.struct === 'Pod') {
      check(metadata, at, context);
    }
  });
}

/** A check that runs once for each pod or pod template that has one of the fields. */
export function everyPodThatHas(fields: readonly Field[], check: (context: ValidationContext) => void): StructChecks {
  const once: StructCheck<unknown> = (_struct, _at, context) => {
    if (context.isFirst(check)) {
      check(context);
    }
  };
  return Object.fromEntries(fields.map((field) => [field, once]));
}

/** The check without pod templates, for which the checks of `Pod` run, too. */
function unlessTemplate<S>(check: StructCheck<S>): StructCheck<S> {
  return (struct, at, context) => {
    if (!context.isTemplate) {
      check(struct, at, context);
    }
  };
}
