/** What `cdk8s-pods lint --help` prints. */
export const HELP = `cdk8s-pods lint [PATHS]

  Tells what is wrong with the objects in YAML and JSON, whoever wrote them:
  what an API server refuses, and what breaks at run time. PATHS are files,
  folders, globs, or - for standard input; the folder of the app's manifests
  unless given.

    -t, --target VERSION      of the cluster: 1.37; 1.27 unless given
    -p, --pod-security LEVEL  to meet: baseline, restricted, restricted:v1.30
    -s, --severity SEVERITY   the least that is told: error, warning, advice;
                              warning unless given
    -w, --waive RULE          leaves a rule out; repeatable
    -f, --format FORMAT       text, json, sarif, junit; FORMAT=FILE writes it
                              to a file; repeatable
    -c, --config FILE         settings; .cdk8s-pods.yaml unless given
        --explain RULE        tells what a rule is about
    -h, --help                prints this

Status: 0 nothing found, 1 something found, 2 something could not be read.
`;
