
use builtin;
use str;

set edit:completion:arg-completer[vsw] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'vsw'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'vsw'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand enable 'Turn signed webhooks on'
            cand disable 'Turn signed webhooks off'
            cand status 'Check that signed webhooks are still on (exit 1 if not)'
            cand watch 'Check repeatedly and report changes; `--heal` turns signing back on'
            cand show 'Show an application, with secrets masked'
            cand list 'List the account''s applications'
            cand history 'Show recorded changes and observations'
            cand apply 'Apply a plan, skipping applications changed meanwhile'
            cand rollback 'Restore a snapshot, keeping the current signing flag'
            cand fleet 'Manage fleet files'
            cand diff 'Show what changed since signing was last on'
            cand baseline 'Manage baseline files'
            cand verify 'Verify a webhook and explain a rejection (offline)'
            cand decode 'Show what a token claims, without verifying (offline)'
            cand sign 'Make a signed or forged webhook for tests (offline)'
            cand audit 'Verify the webhooks in a log (offline)'
            cand explain 'Explain a code that vsw prints (offline)'
            cand login 'Check credentials and store them in a profile'
            cand logout 'Remove a profile and its credentials'
            cand whoami 'Show the account and the source of its credentials'
            cand doctor 'Diagnose the setup and suggest fixes'
            cand config 'Manage settings and signature secrets'
            cand sandbox 'Run a local stand-in for the Applications API'
            cand demo 'Show the main commands at work on the sandbox'
            cand completions 'Print a shell completion script'
            cand man 'Print the man page, or write all pages to a directory'
            cand exit-codes 'Print the table of exit codes'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;enable'= {
            cand --fleet 'Select the applications of this fleet file'
            cand --name 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable'
            cand --shard 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet'
            cand --plan 'Write a plan for `vsw apply` to this file, without making changes'
            cand --resume 'Resume an interrupted run, skipping confirmed changes'
            cand --max-changes 'Fail (exit 1) without changes if more than N applications would change'
            cand --concurrency 'Number of applications to process concurrently'
            cand --rate 'Limit requests per second per account; lowered if the API asks'
            cand --report 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all 'Select every application of the account'
            cand --dry-run 'Show the changes without making them; exit 1 if there are any'
            cand -y 'Do not ask for confirmation (named applications never need it)'
            cand --yes 'Do not ask for confirmation (named applications never need it)'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;disable'= {
            cand --fleet 'Select the applications of this fleet file'
            cand --name 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable'
            cand --shard 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet'
            cand --plan 'Write a plan for `vsw apply` to this file, without making changes'
            cand --resume 'Resume an interrupted run, skipping confirmed changes'
            cand --max-changes 'Fail (exit 1) without changes if more than N applications would change'
            cand --concurrency 'Number of applications to process concurrently'
            cand --rate 'Limit requests per second per account; lowered if the API asks'
            cand --report 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all 'Select every application of the account'
            cand --dry-run 'Show the changes without making them; exit 1 if there are any'
            cand -y 'Do not ask for confirmation (named applications never need it)'
            cand --yes 'Do not ask for confirmation (named applications never need it)'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;status'= {
            cand --fleet 'Select the applications of this fleet file'
            cand --name 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable'
            cand --shard 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet'
            cand --read 'How to read several applications: in list pages, one by one (get), or pages if they suffice (auto)'
            cand --fail-on 'Findings that fail the run (comma-separated) [default: drift,unknown, and unlisted if set in the fleet file]'
            cand --baseline 'Compare with the reviewed state in this file (see `vsw baseline save`)'
            cand --concurrency 'Number of applications to process concurrently'
            cand --rate 'Limit requests per second per account; lowered if the API asks'
            cand --report 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all 'Select every application of the account'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;watch'= {
            cand --fleet 'Select the applications of this fleet file'
            cand --name 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable'
            cand --shard 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet'
            cand --read 'How to read several applications: in list pages, one by one (get), or pages if they suffice (auto)'
            cand --fail-on 'Findings that fail the run (comma-separated) [default: drift,unknown, and unlisted if set in the fleet file]'
            cand --baseline 'Compare with the reviewed state in this file (see `vsw baseline save`)'
            cand --concurrency 'Number of applications to process concurrently'
            cand --rate 'Limit requests per second per account; lowered if the API asks'
            cand --every 'Time between rounds, such as 90s, 5m or 1h30m'
            cand --jitter 'Maximum random delay per round, in percent of --every'
            cand --rounds 'Exit after N rounds, with the last one''s exit code [default: never]'
            cand --max-changes 'Maximum number of applications to heal per hour'
            cand --on-drift 'Run this program on drift, recovery and healing, with JSON on stdin'
            cand --on-drift-arg 'Argument for the --on-drift program; repeatable'
            cand --on-drift-timeout 'Stop the --on-drift program after this time'
            cand --metrics 'Serve /metrics and /healthz here [default address: 127.0.0.1]'
            cand --metrics-host 'Accept this `Host` for metrics, besides the address; repeatable'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all 'Select every application of the account'
            cand --now 'Start the first round at once, without a random delay'
            cand --heal 'Turn signing back on if dropped; needs named applications or --fleet'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;show'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --raw 'Print the API''s response unchanged, secrets included'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;list'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;history'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --runs 'List runs, with their outcomes'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand prune 'Delete old records that are no longer needed'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;history;prune'= {
            cand --keep-days 'Keep all records of the last DAYS days'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --dry-run 'Show what would be deleted, without deleting; exit 1 if there is any'
            cand -y 'Do not ask for confirmation'
            cand --yes 'Do not ask for confirmation'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;history;help'= {
            cand prune 'Delete old records that are no longer needed'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;history;help;prune'= {
        }
        &'vsw;history;help;help'= {
        }
        &'vsw;apply'= {
            cand --max-changes 'Fail (exit 1) without changes if more than N applications would change'
            cand --concurrency 'Number of applications to process concurrently'
            cand --rate 'Limit requests per second per account; lowered if the API asks'
            cand --report 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --dry-run 'Show the changes without making them; exit 1 if there are any'
            cand -y 'Do not ask for confirmation'
            cand --yes 'Do not ask for confirmation'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;rollback'= {
            cand --run 'Restore every application that this run changed'
            cand --to 'Snapshot to restore, from a report or `vsw history` [default: the newest]'
            cand --max-changes 'Fail (exit 1) without changes if more than N applications would change'
            cand --concurrency 'Number of applications to process concurrently'
            cand --rate 'Limit requests per second per account; lowered if the API asks'
            cand --report 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --exact 'Restore the snapshot byte for byte, including its signing flag'
            cand --overwrite 'Restore even if the application was changed by someone else since'
            cand --dry-run 'Show the changes without making them; exit 1 if there are any'
            cand -y 'Do not ask for confirmation'
            cand --yes 'Do not ask for confirmation'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;fleet'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand init 'Write a fleet file from the applications of your accounts'
            cand check 'Check a fleet file for mistakes and show what it covers (offline)'
            cand schema 'Print the JSON Schema of fleet files, for editors (offline)'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;fleet;init'= {
            cand --account 'Account name in the file and profile with its credentials [default: the account in use]; repeatable'
            cand --by 'List applications by id or by name, or cover all with one entry'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --force 'Overwrite an existing file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;fleet;check'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;fleet;schema'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;fleet;help'= {
            cand init 'Write a fleet file from the applications of your accounts'
            cand check 'Check a fleet file for mistakes and show what it covers (offline)'
            cand schema 'Print the JSON Schema of fleet files, for editors (offline)'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;fleet;help;init'= {
        }
        &'vsw;fleet;help;check'= {
        }
        &'vsw;fleet;help;schema'= {
        }
        &'vsw;fleet;help;help'= {
        }
        &'vsw;diff'= {
            cand --against 'Snapshot name from `vsw history`, baseline file, or document from `vsw show --raw`'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;baseline'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand save 'Record the current state of applications, with secrets masked'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;baseline;save'= {
            cand --fleet 'Select the applications of this fleet file, in all its accounts'
            cand --file 'File to write [default: from the fleet file, or vsw.baseline.json]'
            cand --concurrency 'Number of applications to process concurrently'
            cand --rate 'Limit requests per second per account; lowered if the API asks'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all 'Select every application of the account'
            cand --skip-unread 'Skip applications that cannot be read, keeping their entries'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;baseline;help'= {
            cand save 'Record the current state of applications, with secrets masked'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;baseline;help;save'= {
        }
        &'vsw;baseline;help;help'= {
        }
        &'vsw;verify'= {
            cand --header 'Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`'
            cand --header-file 'Read the Authorization header, or all headers, from a file or stdin (-)'
            cand --body 'Use this text as the body'
            cand --body-file 'Read the body from a file or stdin (-); recommended for scripts'
            cand --request-file 'Read a raw HTTP request from a file or stdin (-)'
            cand --method 'HTTP method: POST signs the body, GET the query (a rule documented once and reported to hold) [default: POST]'
            cand --url 'URL of the webhook, or its path and query; required for GET'
            cand --header-name 'Header with the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)'
            cand --signature-secret-file 'File (or - for stdin) with a signature secret; repeatable, one per API key'
            cand --expect-api-key 'Reject tokens of any other account'
            cand --expect-application 'Reject tokens of any other application'
            cand --max-age 'Maximum age of the token, in seconds; 0 turns the check off'
            cand --max-skew 'Maximum clock difference, in seconds'
            cand --now 'Verify as of this time, in seconds since 1970 [default: now]'
            cand --at 'Verify as of this time, in RFC 3339 [default: now]'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --no-explain 'Skip the search for the cause of a rejection; the verdict is the same'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;decode'= {
            cand --header 'Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`'
            cand --header-file 'Read the Authorization header from a file or stdin (-)'
            cand --now 'Evaluate times as of this one, in seconds since 1970 [default: now]'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;sign'= {
            cand --event 'Make the documented webhook of this event'
            cand --product 'Make a webhook of another product'
            cand --set 'Set a member of that webhook to a string; repeatable'
            cand --set-json 'Set a member of that webhook to a JSON value; repeatable'
            cand --body 'Use this text as the body'
            cand --body-file 'Read the body from a file or stdin (-)'
            cand --method 'HTTP method: POST signs the body, GET the query (a rule documented once and reported to hold)'
            cand --url 'URL of the handler, or its path and query [default: by kind]'
            cand --application 'Application in the token'
            cand --api-key 'Account in the token; selects among several secrets'
            cand --iat 'Issue time of the token: seconds since 1970, or RFC 3339 [default: now]'
            cand --jti 'Id of the token [default: a random UUID]'
            cand --signature-secret-file 'File (or - for stdin) with a signature secret; repeatable, one per API key'
            cand --forge 'Make a forgery that a handler must reject; `list` prints the kinds'
            cand --output 'Output format [default: http]'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;audit'= {
            cand --authorization 'JSON pointer to the Authorization header in each line, for logs in other formats'
            cand --body 'JSON pointer to the body in each line'
            cand --received-at 'JSON pointer to the time of receipt (RFC 3339, or seconds since 1970)'
            cand --now 'Time of receipt for lines without one, in seconds since 1970'
            cand --since 'Skip deliveries before this time (RFC 3339, or seconds since 1970)'
            cand --until 'Skip deliveries at or after this time (RFC 3339, or seconds since 1970)'
            cand --by 'Property to count deliveries by'
            cand --signing 'Which events Vonage signed when the log was written'
            cand --require 'Fail unless each event has a genuine delivery (comma-separated)'
            cand --max-unsigned 'Number of unsigned deliveries to tolerate'
            cand --only 'Print only lines with these verdicts (comma-separated; with --lines)'
            cand --threads 'Number of threads [default: number of processors]'
            cand --header-name 'Header with the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)'
            cand --signature-secret-file 'File (or - for stdin) with a signature secret; repeatable, one per API key'
            cand --expect-api-key 'Reject tokens of any other account'
            cand --expect-application 'Reject tokens of any other application'
            cand --max-age 'Maximum age of the token, in seconds; 0 turns the check off'
            cand --max-skew 'Maximum clock difference, in seconds'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --lines 'Print one JSON object per line of the log, in order; does not detect replays'
            cand --redact 'Mask telephone numbers except the last two digits (with --lines)'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;explain'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;login'= {
            cand --api-key 'API key of the account [default: ask on the terminal]'
            cand --api-secret-file 'File (or - for stdin) with the API secret [default: ask on the terminal]'
            cand --signature-secret-file 'File (or - for stdin) with the account''s signature secret'
            cand --application 'Default application'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --keyring 'Store the secrets in the platform''s keyring, not in the configuration file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;logout'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;whoami'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;doctor'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --offline 'Make no network requests'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;config'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand show 'Show every setting and its source, secrets as `set`'
            cand path 'Print the paths of the configuration file and the state directory'
            cand secret 'Manage signature secrets'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;config;show'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;config;path'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;config;secret'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand add 'Add a signature secret to the profile'
            cand list 'List the signature secrets in use and in the profile, without their values'
            cand retire 'Mark a signature secret as retired: it verifies only earlier webhooks'
            cand check 'Check signature secrets for mistakes, without showing them'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;config;secret;add'= {
            cand --api-key 'Account of the secret [default: the profile''s]'
            cand --label 'Name for the secret in reports: printable, at most 64 characters'
            cand --signature-secret-file 'File (or - for stdin) with the secret [default: ask on the terminal]'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;config;secret;list'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;config;secret;retire'= {
            cand --api-key 'Select the secret by its account'
            cand --label 'Select the secret by its label'
            cand --added 'Select the secret by the time or day (UTC) on which it was added'
            cand --at 'Time of retirement, in RFC 3339 or as a day (its beginning in UTC) [default: now]'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;config;secret;check'= {
            cand --signature-secret-file 'Check the secret in this file (or - for stdin) instead; repeatable'
            cand --api-key 'Account for the fingerprint, if the secret names none'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all-profiles 'Check the secrets of every profile in the configuration file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;config;secret;help'= {
            cand add 'Add a signature secret to the profile'
            cand list 'List the signature secrets in use and in the profile, without their values'
            cand retire 'Mark a signature secret as retired: it verifies only earlier webhooks'
            cand check 'Check signature secrets for mistakes, without showing them'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;config;secret;help;add'= {
        }
        &'vsw;config;secret;help;list'= {
        }
        &'vsw;config;secret;help;retire'= {
        }
        &'vsw;config;secret;help;check'= {
        }
        &'vsw;config;secret;help;help'= {
        }
        &'vsw;config;help'= {
            cand show 'Show every setting and its source, secrets as `set`'
            cand path 'Print the paths of the configuration file and the state directory'
            cand secret 'Manage signature secrets'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;config;help;show'= {
        }
        &'vsw;config;help;path'= {
        }
        &'vsw;config;help;secret'= {
            cand add 'Add a signature secret to the profile'
            cand list 'List the signature secrets in use and in the profile, without their values'
            cand retire 'Mark a signature secret as retired: it verifies only earlier webhooks'
            cand check 'Check signature secrets for mistakes, without showing them'
        }
        &'vsw;config;help;secret;add'= {
        }
        &'vsw;config;help;secret;list'= {
        }
        &'vsw;config;help;secret;retire'= {
        }
        &'vsw;config;help;secret;check'= {
        }
        &'vsw;config;help;help'= {
        }
        &'vsw;sandbox'= {
            cand --apps 'Number of applications to start with'
            cand --state 'Keep the applications in this file between runs'
            cand --port 'Port to listen on; 0 selects a free one'
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;demo'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;completions'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;man'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;exit-codes'= {
            cand --profile 'Use credentials and defaults of this profile; overrides the environment'
            cand --api-url 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]'
            cand --format 'Output format'
            cand --color 'When to color text'
            cand --timeout 'Timeout per application, retries included, in seconds'
            cand --config 'Configuration file [default: see `vsw config path`]'
            cand --state-dir 'Directory for journal and snapshots [default: see `vsw config path`]'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Print JSON; same as --format json'
            cand -q 'Print only results and errors, no hints or progress'
            cand --quiet 'Print only results and errors, no hints or progress'
            cand -v 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --verbose 'Log requests to stderr; use twice to also log sizes and pauses'
            cand --no-input 'Never prompt, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;help'= {
            cand enable 'Turn signed webhooks on'
            cand disable 'Turn signed webhooks off'
            cand status 'Check that signed webhooks are still on (exit 1 if not)'
            cand watch 'Check repeatedly and report changes; `--heal` turns signing back on'
            cand show 'Show an application, with secrets masked'
            cand list 'List the account''s applications'
            cand history 'Show recorded changes and observations'
            cand apply 'Apply a plan, skipping applications changed meanwhile'
            cand rollback 'Restore a snapshot, keeping the current signing flag'
            cand fleet 'Manage fleet files'
            cand diff 'Show what changed since signing was last on'
            cand baseline 'Manage baseline files'
            cand verify 'Verify a webhook and explain a rejection (offline)'
            cand decode 'Show what a token claims, without verifying (offline)'
            cand sign 'Make a signed or forged webhook for tests (offline)'
            cand audit 'Verify the webhooks in a log (offline)'
            cand explain 'Explain a code that vsw prints (offline)'
            cand login 'Check credentials and store them in a profile'
            cand logout 'Remove a profile and its credentials'
            cand whoami 'Show the account and the source of its credentials'
            cand doctor 'Diagnose the setup and suggest fixes'
            cand config 'Manage settings and signature secrets'
            cand sandbox 'Run a local stand-in for the Applications API'
            cand demo 'Show the main commands at work on the sandbox'
            cand completions 'Print a shell completion script'
            cand man 'Print the man page, or write all pages to a directory'
            cand exit-codes 'Print the table of exit codes'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;help;enable'= {
        }
        &'vsw;help;disable'= {
        }
        &'vsw;help;status'= {
        }
        &'vsw;help;watch'= {
        }
        &'vsw;help;show'= {
        }
        &'vsw;help;list'= {
        }
        &'vsw;help;history'= {
            cand prune 'Delete old records that are no longer needed'
        }
        &'vsw;help;history;prune'= {
        }
        &'vsw;help;apply'= {
        }
        &'vsw;help;rollback'= {
        }
        &'vsw;help;fleet'= {
            cand init 'Write a fleet file from the applications of your accounts'
            cand check 'Check a fleet file for mistakes and show what it covers (offline)'
            cand schema 'Print the JSON Schema of fleet files, for editors (offline)'
        }
        &'vsw;help;fleet;init'= {
        }
        &'vsw;help;fleet;check'= {
        }
        &'vsw;help;fleet;schema'= {
        }
        &'vsw;help;diff'= {
        }
        &'vsw;help;baseline'= {
            cand save 'Record the current state of applications, with secrets masked'
        }
        &'vsw;help;baseline;save'= {
        }
        &'vsw;help;verify'= {
        }
        &'vsw;help;decode'= {
        }
        &'vsw;help;sign'= {
        }
        &'vsw;help;audit'= {
        }
        &'vsw;help;explain'= {
        }
        &'vsw;help;login'= {
        }
        &'vsw;help;logout'= {
        }
        &'vsw;help;whoami'= {
        }
        &'vsw;help;doctor'= {
        }
        &'vsw;help;config'= {
            cand show 'Show every setting and its source, secrets as `set`'
            cand path 'Print the paths of the configuration file and the state directory'
            cand secret 'Manage signature secrets'
        }
        &'vsw;help;config;show'= {
        }
        &'vsw;help;config;path'= {
        }
        &'vsw;help;config;secret'= {
            cand add 'Add a signature secret to the profile'
            cand list 'List the signature secrets in use and in the profile, without their values'
            cand retire 'Mark a signature secret as retired: it verifies only earlier webhooks'
            cand check 'Check signature secrets for mistakes, without showing them'
        }
        &'vsw;help;config;secret;add'= {
        }
        &'vsw;help;config;secret;list'= {
        }
        &'vsw;help;config;secret;retire'= {
        }
        &'vsw;help;config;secret;check'= {
        }
        &'vsw;help;sandbox'= {
        }
        &'vsw;help;demo'= {
        }
        &'vsw;help;completions'= {
        }
        &'vsw;help;man'= {
        }
        &'vsw;help;exit-codes'= {
        }
        &'vsw;help;help'= {
        }
    ]
    $completions[$command]
}
