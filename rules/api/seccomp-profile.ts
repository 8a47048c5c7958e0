import { notBelow } from '../model/paths';
import { rule } from '../rule';
import { form, needChoice } from '../validation/fields';

export const seccompProfile = rule({
  id: 'api/seccomp-profile',
  severity: 'error',
  summary: 'A seccomp profile must have a valid type; only a profile of type `Localhost` has a file.',
  see: 'https://kubernetes.io/docs/tutorials/security/seccomp/',
  checks: {
    SeccompProfile(profile, at, context) {
      const { type = '', localhostProfile: file } = profile;
      const path = at.field('localhostProfile');
      needChoice(profile, at, context, 'type', ['Localhost', 'RuntimeDefault', 'Unconfined']);
      if (type !== 'Localhost' && file !== undefined) {
        const why = 'Only a profile of type "Localhost" has a file.';
        context.invalid(path, `the type of the profile is "${type}".`, why, 'Remove `localhostProfile`.');
      } else if (type === 'Localhost' && file === undefined) {
        const why = 'A profile of type "Localhost" requires a file of the node.';
        context.required(path, '`localhostProfile` is missing.', why, 'Set `localhostProfile` to its path.');
      } else {
        form(profile, at, context, 'localhostProfile', notBelow);
      }
    },
  },
});
