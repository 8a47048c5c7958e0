/** The output of `cdk8s-pods import --help`. */
export const IMPORT_HELP = `cdk8s-pods import [PATHS]

  Writes TypeScript for Kubernetes manifests (YAML or JSON) in files, folders,
  globs, or - for standard input. It proves that the code synthesizes to equal
  objects: it compiles the code, runs it, and compares the objects.

    -o, --output FILE|FOLDER  FILE.ts for one chart, or a folder with a chart for
                              each file; default: standard output
        --style plain|patterns
                              patterns: recognize sidecars, ambassadors, adapters
                              and init steps, where the code is not longer
        --mark-conflicts      write both versions of a conflict into the code
        --check               prove only, and write nothing
        --strip-defaults      remove fields that have the default of the cluster
    -v, --verbose             list each removed field
    -h, --help                print this help

  Data of Secrets is never in the code. Replace the placeholders.
  A second import keeps your changes of the code: it merges them.

Exit status: 0 all objects are equal, 1 an object is not equal, or has errors,
or a change conflicts with yours, 2 failure.
`;
