/** The output of `cdk8s-pods lint --help`. */
export const HELP = `cdk8s-pods lint [PATHS]

  Checks Kubernetes manifests (YAML or JSON) in files, folders, globs, or - for
  standard input; by default, in the app's output folder.

    -t, --target VERSION      Kubernetes version of the cluster; default: 1.35
    -p, --pod-security LEVEL  baseline or restricted, or restricted:v1.30
    -s, --severity SEVERITY   error, warning or advice; default: warning
    -w, --waive RULE          ignore a rule; repeatable
        --schemas PATH        read CustomResourceDefinitions; repeatable
        --strict              report objects whose schema is unknown
        --images              also ask the registries for the images
        --render FOLDER       render a Helm chart, or a kustomization
        --values FILE         values for the chart; both are repeatable
    -b, --baseline FILE       do not report the findings that FILE lists
        --update-baseline     list all findings in this file
    -f, --format FORMAT       text, json, jsonl, sarif, junit, tap; or NAME=FILE
    -c, --config FILE         settings file; default: .cdk8s-pods.yaml
    -v, --verbose             list what was checked and ignored
        --explain RULE        print the page of a rule
    -h, --help                print this help

Exit status: 0 no findings, 1 findings, 2 unreadable input or invalid usage.
`;
