import { Rule } from '../finding';
import { OutputRule } from '../output-rule';
import { credentialInEnv } from './credential-in-env';
import { databaseBesideApp } from './database-beside-app';
import { noReadinessProbe } from './no-readiness-probe';
import { resources } from './resources';
import { twoAppsInPod } from './two-apps-in-pod';

/** What could be better with a pod, or with the template of one. */
export const ADVICE_RULES: Rule[] = [resources, credentialInEnv, databaseBesideApp];

/** The same, of objects that are applied together. */
export const ADVICE_OUTPUT_RULES: OutputRule[] = [twoAppsInPod, noReadinessProbe];
