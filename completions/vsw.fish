# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_vsw_global_optspecs
    string join \n profile= api-url= format= json color= q/quiet v/verbose no-input timeout= config= state-dir= ca-file= h/help V/version
end

function __fish_vsw_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_vsw_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_vsw_using_subcommand
    set -l cmd (__fish_vsw_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c vsw -n "__fish_vsw_needs_command" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_needs_command" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_needs_command" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_needs_command" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_needs_command" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_needs_command" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_needs_command" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_needs_command" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_needs_command" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_needs_command" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_needs_command" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_needs_command" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_needs_command" -s V -l version -d 'Print version'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "enable" -d 'Turn signed webhooks on'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "disable" -d 'Turn signed webhooks off'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "status" -d 'Check that signed webhooks are still on (exit 1 if not)'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "watch" -d 'Check repeatedly and report changes; `--heal` turns signing back on'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "show" -d 'Show an application, with secrets masked'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "list" -d 'List the account\'s applications'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "history" -d 'Show recorded changes and observations'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "apply" -d 'Apply a plan, skipping applications changed meanwhile'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "rollback" -d 'Restore a snapshot, keeping the current signing flag'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "fleet" -d 'Manage fleet files'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "diff" -d 'Show what changed since signing was last on'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "baseline" -d 'Manage baseline files'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "verify" -d 'Verify a webhook and explain a rejection (offline)'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "decode" -d 'Show what a token claims, without verifying (offline)'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "sign" -d 'Make a signed or forged webhook for tests (offline)'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "audit" -d 'Verify the webhooks in a log (offline)'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "explain" -d 'Explain a code that vsw prints (offline)'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "login" -d 'Check credentials and store them in a profile'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "logout" -d 'Remove a profile and its credentials'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "whoami" -d 'Show the account and the source of its credentials'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "doctor" -d 'Diagnose the setup and suggest fixes'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "config" -d 'Manage settings and signature secrets'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "sandbox" -d 'Run a local stand-in for the Applications API'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "demo" -d 'Show the main commands at work on the sandbox'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "completions" -d 'Print a shell completion script'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "man" -d 'Print the man page, or write all pages to a directory'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "exit-codes" -d 'Print the table of exit codes'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l fleet -d 'Select the applications of this fleet file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l name -d 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l shard -d 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l plan -d 'Write a plan for `vsw apply` to this file, without making changes' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l resume -d 'Resume an interrupted run, skipping confirmed changes' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l max-changes -d 'Fail (exit 1) without changes if more than N applications would change' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l concurrency -d 'Number of applications to process concurrently' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l rate -d 'Limit requests per second per account; lowered if the API asks' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l report -d 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l all -d 'Select every application of the account'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l dry-run -d 'Show the changes without making them; exit 1 if there are any'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -s y -l yes -d 'Do not ask for confirmation (named applications never need it)'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l fleet -d 'Select the applications of this fleet file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l name -d 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l shard -d 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l plan -d 'Write a plan for `vsw apply` to this file, without making changes' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l resume -d 'Resume an interrupted run, skipping confirmed changes' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l max-changes -d 'Fail (exit 1) without changes if more than N applications would change' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l concurrency -d 'Number of applications to process concurrently' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l rate -d 'Limit requests per second per account; lowered if the API asks' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l report -d 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l all -d 'Select every application of the account'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l dry-run -d 'Show the changes without making them; exit 1 if there are any'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -s y -l yes -d 'Do not ask for confirmation (named applications never need it)'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand status" -l fleet -d 'Select the applications of this fleet file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand status" -l name -d 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l shard -d 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l read -d 'How to read several applications: in list pages, one by one (get), or pages if they suffice (auto)' -r -f -a "auto\t''
list\t''
get\t''"
complete -c vsw -n "__fish_vsw_using_subcommand status" -l fail-on -d 'Findings that fail the run (comma-separated) [default: drift,unknown, and unlisted if set in the fleet file]' -r -f -a "drift\t''
unknown\t''
unlisted\t''
waived\t''"
complete -c vsw -n "__fish_vsw_using_subcommand status" -l baseline -d 'Compare with the reviewed state in this file (see `vsw baseline save`)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand status" -l concurrency -d 'Number of applications to process concurrently' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l rate -d 'Limit requests per second per account; lowered if the API asks' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l report -d 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand status" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand status" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand status" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand status" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand status" -l all -d 'Select every application of the account'
complete -c vsw -n "__fish_vsw_using_subcommand status" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand status" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand status" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand status" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l fleet -d 'Select the applications of this fleet file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l name -d 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l shard -d 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l read -d 'How to read several applications: in list pages, one by one (get), or pages if they suffice (auto)' -r -f -a "auto\t''
list\t''
get\t''"
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l fail-on -d 'Findings that fail the run (comma-separated) [default: drift,unknown, and unlisted if set in the fleet file]' -r -f -a "drift\t''
unknown\t''
unlisted\t''
waived\t''"
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l baseline -d 'Compare with the reviewed state in this file (see `vsw baseline save`)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l concurrency -d 'Number of applications to process concurrently' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l rate -d 'Limit requests per second per account; lowered if the API asks' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l every -d 'Time between rounds, such as 90s, 5m or 1h30m' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l jitter -d 'Maximum random delay per round, in percent of --every' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l rounds -d 'Exit after N rounds, with the last one\'s exit code [default: never]' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l max-changes -d 'Maximum number of applications to heal per hour' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l on-drift -d 'Run this program on drift, recovery and healing, with JSON on stdin' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l on-drift-arg -d 'Argument for the --on-drift program; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l on-drift-timeout -d 'Stop the --on-drift program after this time' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l metrics -d 'Serve /metrics and /healthz here [default address: 127.0.0.1]' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l metrics-host -d 'Accept this `Host` for metrics, besides the address; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l all -d 'Select every application of the account'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l now -d 'Start the first round at once, without a random delay'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l heal -d 'Turn signing back on if dropped; needs named applications or --fleet'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand show" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand show" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand show" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand show" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand show" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand show" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand show" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand show" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand show" -l raw -d 'Print the API\'s response unchanged, secrets included'
complete -c vsw -n "__fish_vsw_using_subcommand show" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand show" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand show" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand show" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand list" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand list" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand list" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand list" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand list" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand list" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand list" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand list" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand list" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand list" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand list" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand list" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l runs -d 'List runs, with their outcomes'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -a "prune" -d 'Delete old records that are no longer needed'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l keep-days -d 'Keep all records of the last DAYS days' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l dry-run -d 'Show what would be deleted, without deleting; exit 1 if there is any'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -s y -l yes -d 'Do not ask for confirmation'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Delete old records that are no longer needed'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l max-changes -d 'Fail (exit 1) without changes if more than N applications would change' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l concurrency -d 'Number of applications to process concurrently' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l rate -d 'Limit requests per second per account; lowered if the API asks' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l report -d 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l dry-run -d 'Show the changes without making them; exit 1 if there are any'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -s y -l yes -d 'Do not ask for confirmation'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l run -d 'Restore every application that this run changed' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l to -d 'Snapshot to restore, from a report or `vsw history` [default: the newest]' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l max-changes -d 'Fail (exit 1) without changes if more than N applications would change' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l concurrency -d 'Number of applications to process concurrently' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l rate -d 'Limit requests per second per account; lowered if the API asks' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l report -d 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l exact -d 'Restore the snapshot byte for byte, including its signing flag'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l overwrite -d 'Restore even if the application was changed by someone else since'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l dry-run -d 'Show the changes without making them; exit 1 if there are any'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -s y -l yes -d 'Do not ask for confirmation'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -f -a "init" -d 'Write a fleet file from the applications of your accounts'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -f -a "check" -d 'Check a fleet file for mistakes and show what it covers (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -f -a "schema" -d 'Print the JSON Schema of fleet files, for editors (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l account -d 'Account name in the file and profile with its credentials [default: the account in use]; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l by -d 'List applications by id or by name, or cover all with one entry' -r -f -a "id\t''
name\t''
all\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l force -d 'Overwrite an existing file'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from help" -f -a "init" -d 'Write a fleet file from the applications of your accounts'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check a fleet file for mistakes and show what it covers (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from help" -f -a "schema" -d 'Print the JSON Schema of fleet files, for editors (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l against -d 'Snapshot name from `vsw history`, baseline file, or document from `vsw show --raw`' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand diff" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand diff" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -f -a "save" -d 'Record the current state of applications, with secrets masked'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l fleet -d 'Select the applications of this fleet file, in all its accounts' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l file -d 'File to write [default: from the fleet file, or vsw.baseline.json]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l concurrency -d 'Number of applications to process concurrently' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l rate -d 'Limit requests per second per account; lowered if the API asks' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l all -d 'Select every application of the account'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l skip-unread -d 'Skip applications that cannot be read, keeping their entries'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from help" -f -a "save" -d 'Record the current state of applications, with secrets masked'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l header -d 'Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l header-file -d 'Read the Authorization header, or all headers, from a file or stdin (-)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l body -d 'Use this text as the body' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l body-file -d 'Read the body from a file or stdin (-); recommended for scripts' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l request-file -d 'Read a raw HTTP request from a file or stdin (-)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l method -d 'HTTP method: POST signs the body, GET the query (a rule documented once and reported to hold) [default: POST]' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l url -d 'URL of the webhook, or its path and query; required for GET' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l header-name -d 'Header with the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l signature-secret-file -d 'File (or - for stdin) with a signature secret; repeatable, one per API key' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l expect-api-key -d 'Reject tokens of any other account' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l expect-application -d 'Reject tokens of any other application' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l max-age -d 'Maximum age of the token, in seconds; 0 turns the check off' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l max-skew -d 'Maximum clock difference, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l now -d 'Verify as of this time, in seconds since 1970 [default: now]' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l at -d 'Verify as of this time, in RFC 3339 [default: now]' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l no-explain -d 'Skip the search for the cause of a rejection; the verdict is the same'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l header -d 'Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`' -r
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l header-file -d 'Read the Authorization header from a file or stdin (-)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l now -d 'Evaluate times as of this one, in seconds since 1970 [default: now]' -r
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand decode" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand decode" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand decode" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l event -d 'Make the documented webhook of this event' -r -f -a "started\t''
ringing\t''
answered\t''
busy\t''
cancelled\t''
unanswered\t''
disconnected\t''
rejected\t''
failed\t''
human\t''
machine\t''
timeout\t''
completed\t''
record\t''
transcription\t''
input\t''
transfer\t''
payment\t''
fallback\t''
error\t''
answer\t''
notify\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l product -d 'Make a webhook of another product' -r -f -a "messages\t''
verify\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l set -d 'Set a member of that webhook to a string; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l set-json -d 'Set a member of that webhook to a JSON value; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l body -d 'Use this text as the body' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l body-file -d 'Read the body from a file or stdin (-)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l method -d 'HTTP method: POST signs the body, GET the query (a rule documented once and reported to hold)' -r -f -a "POST\t''
GET\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l url -d 'URL of the handler, or its path and query [default: by kind]' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l application -d 'Application in the token' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l api-key -d 'Account in the token; selects among several secrets' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l iat -d 'Issue time of the token: seconds since 1970, or RFC 3339 [default: now]' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l jti -d 'Id of the token [default: a random UUID]' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l signature-secret-file -d 'File (or - for stdin) with a signature secret; repeatable, one per API key' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l forge -d 'Make a forgery that a handler must reject; `list` prints the kinds' -r -f -a "no-signature\t'no Authorization header'
two-tokens\t'two Authorization headers with the same valid token'
basic\t'HTTP Basic instead of Bearer'
two-segments\t'no signature segment'
bad-base64\t'base64 padding after the signature, which lenient parsers ignore'
too-long\t'a token longer than 16 KiB, correctly signed'
duplicate-alg\t'two algorithms in the token\'s header, the last one HS256; correctly signed'
alg-none\t'the algorithm `none` and no signature'
alg-none-case\t'the algorithm `nOnE` and no signature'
hs512\t'the algorithm HS512, correctly signed with the account\'s secret'
rs256-confusion\t'the algorithm RS256, but an HS256 signature with the account\'s secret'
crit\t'an unsupported critical extension (`crit`), correctly signed'
b64-false\t'`b64` set to false (claims not encoded), correctly signed'
empty-signature\t'an empty signature segment'
short-signature\t'the first half of the correct signature'
wrong-secret\t'signed with an unrelated secret'
claims-list\t'claims that are a JSON array, correctly signed'
duplicate-claim\t'`iss` twice, the last one `Vonage`; correctly signed'
no-iat\t'no `iat`, so its age is unknown; correctly signed'
no-payload-hash\t'no `payload_hash`, so any body would pass; correctly signed'
text-iat\t'`iat` as a string, correctly signed'
upper-case-hash\t'the correct `payload_hash` in upper case, correctly signed'
wrong-issuer\t'another issuer than Vonage, correctly signed'
wrong-api-key\t'another account, for handlers that check it; correctly signed'
wrong-application\t'another application, for handlers that check it; correctly signed'
swapped-body\t'the valid token of another webhook'
changed-body\t'a body that lost a trailing newline after signing'
stale\t'issued an hour earlier, correctly signed'
future\t'issued an hour later, correctly signed'
expired\t'`exp` an hour earlier, correctly signed'
not-yet-valid\t'`nbf` an hour later, correctly signed'
list\t'list the kinds'"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l output -d 'Output format [default: http]' -r -f -a "http\t'A raw HTTP request: headers, a blank line, the body\'s bytes'
curl\t'A command for a POSIX shell'
capture\t'One line of JSON, in the format vsw/delivery/1'"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand sign" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand sign" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l authorization -d 'JSON pointer to the Authorization header in each line, for logs in other formats' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l body -d 'JSON pointer to the body in each line' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l received-at -d 'JSON pointer to the time of receipt (RFC 3339, or seconds since 1970)' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l now -d 'Time of receipt for lines without one, in seconds since 1970' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l since -d 'Skip deliveries before this time (RFC 3339, or seconds since 1970)' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l until -d 'Skip deliveries at or after this time (RFC 3339, or seconds since 1970)' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l by -d 'Property to count deliveries by' -r -f -a "event\t''
application\t''
account\t''
secret\t''
day\t''"
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l signing -d 'Which events Vonage signed when the log was written' -r -f -a "preview\t''
current\t''"
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l require -d 'Fail unless each event has a genuine delivery (comma-separated)' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l max-unsigned -d 'Number of unsigned deliveries to tolerate' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l only -d 'Print only lines with these verdicts (comma-separated; with --lines)' -r -f -a "genuine\t''
unsigned\t''
unsigned_expected\t''
rejected\t''
broken\t''"
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l threads -d 'Number of threads [default: number of processors]' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l header-name -d 'Header with the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l signature-secret-file -d 'File (or - for stdin) with a signature secret; repeatable, one per API key' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l expect-api-key -d 'Reject tokens of any other account' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l expect-application -d 'Reject tokens of any other application' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l max-age -d 'Maximum age of the token, in seconds; 0 turns the check off' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l max-skew -d 'Maximum clock difference, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l lines -d 'Print one JSON object per line of the log, in order; does not detect replays'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l redact -d 'Mask telephone numbers except the last two digits (with --lines)'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand explain" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand explain" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand login" -l api-key -d 'API key of the account [default: ask on the terminal]' -r
complete -c vsw -n "__fish_vsw_using_subcommand login" -l api-secret-file -d 'File (or - for stdin) with the API secret [default: ask on the terminal]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand login" -l signature-secret-file -d 'File (or - for stdin) with the account\'s signature secret' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand login" -l application -d 'Default application' -r
complete -c vsw -n "__fish_vsw_using_subcommand login" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand login" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand login" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand login" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand login" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand login" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand login" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand login" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand login" -l keyring -d 'Store the secrets in the platform\'s keyring, not in the configuration file'
complete -c vsw -n "__fish_vsw_using_subcommand login" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand login" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand login" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand login" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand logout" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand logout" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand logout" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l offline -d 'Make no network requests'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -f -a "show" -d 'Show every setting and its source, secrets as `set`'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -f -a "path" -d 'Print the paths of the configuration file and the state directory'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -f -a "secret" -d 'Manage signature secrets'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -f -a "add" -d 'Add a signature secret to the profile'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -f -a "list" -d 'List the signature secrets in use and in the profile, without their values'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -f -a "retire" -d 'Mark a signature secret as retired: it verifies only earlier webhooks'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -f -a "check" -d 'Check signature secrets for mistakes, without showing them'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show every setting and its source, secrets as `set`'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "path" -d 'Print the paths of the configuration file and the state directory'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "secret" -d 'Manage signature secrets'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l apps -d 'Number of applications to start with' -r
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l state -d 'Keep the applications in this file between runs' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l port -d 'Port to listen on; 0 selects a free one' -r
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand demo" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand demo" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand completions" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand completions" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand man" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand man" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand man" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand man" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand man" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand man" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand man" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand man" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand man" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand man" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand man" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand man" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l profile -d 'Use credentials and defaults of this profile; overrides the environment' -r
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l api-url -d 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]' -r
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l format -d 'Output format' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l color -d 'When to color text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l timeout -d 'Timeout per application, retries included, in seconds' -r
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l config -d 'Configuration file [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l state-dir -d 'Directory for journal and snapshots [default: see `vsw config path`]' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l json -d 'Print JSON; same as --format json'
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -s q -l quiet -d 'Print only results and errors, no hints or progress'
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -s v -l verbose -d 'Log requests to stderr; use twice to also log sizes and pauses'
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l no-input -d 'Never prompt, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "enable" -d 'Turn signed webhooks on'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "disable" -d 'Turn signed webhooks off'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "status" -d 'Check that signed webhooks are still on (exit 1 if not)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "watch" -d 'Check repeatedly and report changes; `--heal` turns signing back on'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "show" -d 'Show an application, with secrets masked'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "list" -d 'List the account\'s applications'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "history" -d 'Show recorded changes and observations'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "apply" -d 'Apply a plan, skipping applications changed meanwhile'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "rollback" -d 'Restore a snapshot, keeping the current signing flag'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "fleet" -d 'Manage fleet files'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "diff" -d 'Show what changed since signing was last on'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "baseline" -d 'Manage baseline files'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "verify" -d 'Verify a webhook and explain a rejection (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "decode" -d 'Show what a token claims, without verifying (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "sign" -d 'Make a signed or forged webhook for tests (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "audit" -d 'Verify the webhooks in a log (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "explain" -d 'Explain a code that vsw prints (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "login" -d 'Check credentials and store them in a profile'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "logout" -d 'Remove a profile and its credentials'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "whoami" -d 'Show the account and the source of its credentials'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "doctor" -d 'Diagnose the setup and suggest fixes'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "config" -d 'Manage settings and signature secrets'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "sandbox" -d 'Run a local stand-in for the Applications API'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "demo" -d 'Show the main commands at work on the sandbox'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "completions" -d 'Print a shell completion script'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "man" -d 'Print the man page, or write all pages to a directory'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "exit-codes" -d 'Print the table of exit codes'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from history" -f -a "prune" -d 'Delete old records that are no longer needed'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from fleet" -f -a "init" -d 'Write a fleet file from the applications of your accounts'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from fleet" -f -a "check" -d 'Check a fleet file for mistakes and show what it covers (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from fleet" -f -a "schema" -d 'Print the JSON Schema of fleet files, for editors (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from baseline" -f -a "save" -d 'Record the current state of applications, with secrets masked'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Show every setting and its source, secrets as `set`'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "path" -d 'Print the paths of the configuration file and the state directory'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "secret" -d 'Manage signature secrets'
