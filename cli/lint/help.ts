/** The output of `cdk8s-pods lint --help`. */
export const HELP = `cdk8s-pods lint [PATHS]

  Checks Kubernetes manifests (YAML or JSON): reports what the API server
  refuses, and what fails at run time. PATHS are files, folders, globs, or
  - for standard input; by default, the app's output folder.

    -t, --target VERSION      Kubernetes version of the cluster, such as 1.37;
                              by default 1.35
    -p, --pod-security LEVEL  Pod Security level to check pods against:
                              baseline, restricted, restricted:v1.30
    -s, --severity SEVERITY   minimum severity to report: error, warning,
                              advice; by default warning
    -w, --waive RULE          ignore a rule; repeatable
        --images              also ask the registries for the images: whether
                              they exist, and what they contain
    -f, --format FORMAT       text, json, sarif or junit; FORMAT=FILE writes
                              the report to a file; repeatable
    -c, --config FILE         settings file; by default .cdk8s-pods.yaml
        --explain RULE        print the page of a rule
    -h, --help                print this help

Exit status: 0 no findings, 1 findings, 2 unreadable input or invalid usage.
`;
