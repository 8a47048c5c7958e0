import { isPadded } from '../model/go-text';
import { rule } from '../rule';
import { maxLength, needChoice } from '../validation/fields';

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** The longest path of a Linux file. */
const PATH_LENGTH = 4095;

export const apparmorProfile = rule({
  id: 'api/apparmor-profile',
  severity: 'error',
  summary: 'An AppArmor profile must have a valid type; only a profile of type `Localhost` has a name.',
  see: 'https://kubernetes.io/docs/tutorials/security/apparmor/',
  checks: {
    AppArmorProfile(profile, at, context) {
      const { type = '', localhostProfile: name } = profile;
      const place = at.field('localhostProfile');
      needChoice(profile, at, context, 'type', TYPES);
      if (type !== 'Localhost') {
        if (name !== undefined && TYPES.includes(type)) {
          const why = 'Only a profile of type "Localhost" has a name.';
          context.invalid(place, `the type of the profile is "${type}".`, why, 'Remove `localhostProfile`.');
        }
      } else if (!name) {
        const why = 'A profile of type "Localhost" requires a name.';
        context.required(place, '`localhostProfile` is missing.', why, 'Set it to the name of a profile on the node.');
      } else if (isPadded(name)) {
        const what = `"${name}" starts or ends with white space.`;
        context.invalid(place, what, 'The name of a profile cannot.', `Write "${name.trim()}".`);
      } else {
        maxLength(profile, at, context, 'localhostProfile', PATH_LENGTH);
      }
    },
  },
});
