
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'vsw' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'vsw'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'vsw' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Turn signed webhooks on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Turn signed webhooks off')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Check that signed webhooks are still on (exit 1 if not)')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Check repeatedly and report changes; `--heal` turns signing back on')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show an application, with secrets masked')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the account''s applications')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show recorded changes and observations')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Apply a plan, skipping applications changed meanwhile')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Restore a snapshot, keeping the current signing flag')
            [CompletionResult]::new('fleet', 'fleet', [CompletionResultType]::ParameterValue, 'Manage fleet files')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what changed since signing was last on')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'Manage baseline files')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify a webhook and explain a rejection (offline)')
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'Show what a token claims, without verifying (offline)')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Make a signed or forged webhook for tests (offline)')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Verify the webhooks in a log (offline)')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a code that vsw prints (offline)')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Check credentials and store them in a profile')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Remove a profile and its credentials')
            [CompletionResult]::new('whoami', 'whoami', [CompletionResultType]::ParameterValue, 'Show the account and the source of its credentials')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Diagnose the setup and suggest fixes')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Manage settings and signature secrets')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Run a local stand-in for the Applications API')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Show the main commands at work on the sandbox')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a shell completion script')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the man page, or write all pages to a directory')
            [CompletionResult]::new('exit-codes', 'exit-codes', [CompletionResultType]::ParameterValue, 'Print the table of exit codes')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;enable' {
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'Select the applications of this fleet file')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet')
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'Write a plan for `vsw apply` to this file, without making changes')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Resume an interrupted run, skipping confirmed changes')
            [CompletionResult]::new('--max-changes', '--max-changes', [CompletionResultType]::ParameterName, 'Fail (exit 1) without changes if more than N applications would change')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Number of applications to process concurrently')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Limit requests per second per account; lowered if the API asks')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Select every application of the account')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the changes without making them; exit 1 if there are any')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation (named applications never need it)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation (named applications never need it)')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;disable' {
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'Select the applications of this fleet file')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet')
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'Write a plan for `vsw apply` to this file, without making changes')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Resume an interrupted run, skipping confirmed changes')
            [CompletionResult]::new('--max-changes', '--max-changes', [CompletionResultType]::ParameterName, 'Fail (exit 1) without changes if more than N applications would change')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Number of applications to process concurrently')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Limit requests per second per account; lowered if the API asks')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Select every application of the account')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the changes without making them; exit 1 if there are any')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation (named applications never need it)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation (named applications never need it)')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;status' {
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'Select the applications of this fleet file')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet')
            [CompletionResult]::new('--read', '--read', [CompletionResultType]::ParameterName, 'How to read several applications: in list pages, one by one (get), or pages if they suffice (auto)')
            [CompletionResult]::new('--fail-on', '--fail-on', [CompletionResultType]::ParameterName, 'Findings that fail the run (comma-separated) [default: drift,unknown, and unlisted if set in the fleet file]')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, 'Compare with the reviewed state in this file (see `vsw baseline save`)')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Number of applications to process concurrently')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Limit requests per second per account; lowered if the API asks')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Select every application of the account')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;watch' {
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'Select the applications of this fleet file')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Select applications by name (`*`, `?`); needs --all or --fleet; repeatable')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Select part I of N, by a hash of each id, to share work between machines; needs --all or --fleet')
            [CompletionResult]::new('--read', '--read', [CompletionResultType]::ParameterName, 'How to read several applications: in list pages, one by one (get), or pages if they suffice (auto)')
            [CompletionResult]::new('--fail-on', '--fail-on', [CompletionResultType]::ParameterName, 'Findings that fail the run (comma-separated) [default: drift,unknown, and unlisted if set in the fleet file]')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, 'Compare with the reviewed state in this file (see `vsw baseline save`)')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Number of applications to process concurrently')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Limit requests per second per account; lowered if the API asks')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'Time between rounds, such as 90s, 5m or 1h30m')
            [CompletionResult]::new('--jitter', '--jitter', [CompletionResultType]::ParameterName, 'Maximum random delay per round, in percent of --every')
            [CompletionResult]::new('--rounds', '--rounds', [CompletionResultType]::ParameterName, 'Exit after N rounds, with the last one''s exit code [default: never]')
            [CompletionResult]::new('--max-changes', '--max-changes', [CompletionResultType]::ParameterName, 'Maximum number of applications to heal per hour')
            [CompletionResult]::new('--on-drift', '--on-drift', [CompletionResultType]::ParameterName, 'Run this program on drift, recovery and healing, with JSON on stdin')
            [CompletionResult]::new('--on-drift-arg', '--on-drift-arg', [CompletionResultType]::ParameterName, 'Argument for the --on-drift program; repeatable')
            [CompletionResult]::new('--on-drift-timeout', '--on-drift-timeout', [CompletionResultType]::ParameterName, 'Stop the --on-drift program after this time')
            [CompletionResult]::new('--metrics', '--metrics', [CompletionResultType]::ParameterName, 'Serve /metrics and /healthz here [default address: 127.0.0.1]')
            [CompletionResult]::new('--metrics-host', '--metrics-host', [CompletionResultType]::ParameterName, 'Accept this `Host` for metrics, besides the address; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Select every application of the account')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Start the first round at once, without a random delay')
            [CompletionResult]::new('--heal', '--heal', [CompletionResultType]::ParameterName, 'Turn signing back on if dropped; needs named applications or --fleet')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;show' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--raw', '--raw', [CompletionResultType]::ParameterName, 'Print the API''s response unchanged, secrets included')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;list' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;history' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--runs', '--runs', [CompletionResultType]::ParameterName, 'List runs, with their outcomes')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Delete old records that are no longer needed')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;history;prune' {
            [CompletionResult]::new('--keep-days', '--keep-days', [CompletionResultType]::ParameterName, 'Keep all records of the last DAYS days')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be deleted, without deleting; exit 1 if there is any')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;history;help' {
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Delete old records that are no longer needed')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;history;help;prune' {
            break
        }
        'vsw;history;help;help' {
            break
        }
        'vsw;apply' {
            [CompletionResult]::new('--max-changes', '--max-changes', [CompletionResultType]::ParameterName, 'Fail (exit 1) without changes if more than N applications would change')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Number of applications to process concurrently')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Limit requests per second per account; lowered if the API asks')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the changes without making them; exit 1 if there are any')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;rollback' {
            [CompletionResult]::new('--run', '--run', [CompletionResultType]::ParameterName, 'Restore every application that this run changed')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Snapshot to restore, from a report or `vsw history` [default: the newest]')
            [CompletionResult]::new('--max-changes', '--max-changes', [CompletionResultType]::ParameterName, 'Fail (exit 1) without changes if more than N applications would change')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Number of applications to process concurrently')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Limit requests per second per account; lowered if the API asks')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Report as junit, sarif, github, gitlab, markdown, prometheus or html, to FILE or instead of text; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--exact', '--exact', [CompletionResultType]::ParameterName, 'Restore the snapshot byte for byte, including its signing flag')
            [CompletionResult]::new('--overwrite', '--overwrite', [CompletionResultType]::ParameterName, 'Restore even if the application was changed by someone else since')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the changes without making them; exit 1 if there are any')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;fleet' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a fleet file from the applications of your accounts')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a fleet file for mistakes and show what it covers (offline)')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of fleet files, for editors (offline)')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;fleet;init' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Account name in the file and profile with its credentials [default: the account in use]; repeatable')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'List applications by id or by name, or cover all with one entry')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite an existing file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;fleet;check' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;fleet;schema' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;fleet;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a fleet file from the applications of your accounts')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a fleet file for mistakes and show what it covers (offline)')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of fleet files, for editors (offline)')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;fleet;help;init' {
            break
        }
        'vsw;fleet;help;check' {
            break
        }
        'vsw;fleet;help;schema' {
            break
        }
        'vsw;fleet;help;help' {
            break
        }
        'vsw;diff' {
            [CompletionResult]::new('--against', '--against', [CompletionResultType]::ParameterName, 'Snapshot name from `vsw history`, baseline file, or document from `vsw show --raw`')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;baseline' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('save', 'save', [CompletionResultType]::ParameterValue, 'Record the current state of applications, with secrets masked')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;baseline;save' {
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'Select the applications of this fleet file, in all its accounts')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'File to write [default: from the fleet file, or vsw.baseline.json]')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Number of applications to process concurrently')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Limit requests per second per account; lowered if the API asks')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Select every application of the account')
            [CompletionResult]::new('--skip-unread', '--skip-unread', [CompletionResultType]::ParameterName, 'Skip applications that cannot be read, keeping their entries')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;baseline;help' {
            [CompletionResult]::new('save', 'save', [CompletionResultType]::ParameterValue, 'Record the current state of applications, with secrets masked')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;baseline;help;save' {
            break
        }
        'vsw;baseline;help;help' {
            break
        }
        'vsw;verify' {
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`')
            [CompletionResult]::new('--header-file', '--header-file', [CompletionResultType]::ParameterName, 'Read the Authorization header, or all headers, from a file or stdin (-)')
            [CompletionResult]::new('--body', '--body', [CompletionResultType]::ParameterName, 'Use this text as the body')
            [CompletionResult]::new('--body-file', '--body-file', [CompletionResultType]::ParameterName, 'Read the body from a file or stdin (-); recommended for scripts')
            [CompletionResult]::new('--request-file', '--request-file', [CompletionResultType]::ParameterName, 'Read a raw HTTP request from a file or stdin (-)')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'HTTP method: POST signs the body, GET the query (a rule documented once and reported to hold) [default: POST]')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'URL of the webhook, or its path and query; required for GET')
            [CompletionResult]::new('--header-name', '--header-name', [CompletionResultType]::ParameterName, 'Header with the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)')
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'File (or - for stdin) with a signature secret; repeatable, one per API key')
            [CompletionResult]::new('--expect-api-key', '--expect-api-key', [CompletionResultType]::ParameterName, 'Reject tokens of any other account')
            [CompletionResult]::new('--expect-application', '--expect-application', [CompletionResultType]::ParameterName, 'Reject tokens of any other application')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Maximum age of the token, in seconds; 0 turns the check off')
            [CompletionResult]::new('--max-skew', '--max-skew', [CompletionResultType]::ParameterName, 'Maximum clock difference, in seconds')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Verify as of this time, in seconds since 1970 [default: now]')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Verify as of this time, in RFC 3339 [default: now]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--no-explain', '--no-explain', [CompletionResultType]::ParameterName, 'Skip the search for the cause of a rejection; the verdict is the same')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;decode' {
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`')
            [CompletionResult]::new('--header-file', '--header-file', [CompletionResultType]::ParameterName, 'Read the Authorization header from a file or stdin (-)')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Evaluate times as of this one, in seconds since 1970 [default: now]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;sign' {
            [CompletionResult]::new('--event', '--event', [CompletionResultType]::ParameterName, 'Make the documented webhook of this event')
            [CompletionResult]::new('--product', '--product', [CompletionResultType]::ParameterName, 'Make a webhook of another product')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'Set a member of that webhook to a string; repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'Set a member of that webhook to a JSON value; repeatable')
            [CompletionResult]::new('--body', '--body', [CompletionResultType]::ParameterName, 'Use this text as the body')
            [CompletionResult]::new('--body-file', '--body-file', [CompletionResultType]::ParameterName, 'Read the body from a file or stdin (-)')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'HTTP method: POST signs the body, GET the query (a rule documented once and reported to hold)')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'URL of the handler, or its path and query [default: by kind]')
            [CompletionResult]::new('--application', '--application', [CompletionResultType]::ParameterName, 'Application in the token')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'Account in the token; selects among several secrets')
            [CompletionResult]::new('--iat', '--iat', [CompletionResultType]::ParameterName, 'Issue time of the token: seconds since 1970, or RFC 3339 [default: now]')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'Id of the token [default: a random UUID]')
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'File (or - for stdin) with a signature secret; repeatable, one per API key')
            [CompletionResult]::new('--forge', '--forge', [CompletionResultType]::ParameterName, 'Make a forgery that a handler must reject; `list` prints the kinds')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Output format [default: http]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;audit' {
            [CompletionResult]::new('--authorization', '--authorization', [CompletionResultType]::ParameterName, 'JSON pointer to the Authorization header in each line, for logs in other formats')
            [CompletionResult]::new('--body', '--body', [CompletionResultType]::ParameterName, 'JSON pointer to the body in each line')
            [CompletionResult]::new('--received-at', '--received-at', [CompletionResultType]::ParameterName, 'JSON pointer to the time of receipt (RFC 3339, or seconds since 1970)')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Time of receipt for lines without one, in seconds since 1970')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Skip deliveries before this time (RFC 3339, or seconds since 1970)')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Skip deliveries at or after this time (RFC 3339, or seconds since 1970)')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Property to count deliveries by')
            [CompletionResult]::new('--signing', '--signing', [CompletionResultType]::ParameterName, 'Which events Vonage signed when the log was written')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'Fail unless each event has a genuine delivery (comma-separated)')
            [CompletionResult]::new('--max-unsigned', '--max-unsigned', [CompletionResultType]::ParameterName, 'Number of unsigned deliveries to tolerate')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Print only lines with these verdicts (comma-separated; with --lines)')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Number of threads [default: number of processors]')
            [CompletionResult]::new('--header-name', '--header-name', [CompletionResultType]::ParameterName, 'Header with the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)')
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'File (or - for stdin) with a signature secret; repeatable, one per API key')
            [CompletionResult]::new('--expect-api-key', '--expect-api-key', [CompletionResultType]::ParameterName, 'Reject tokens of any other account')
            [CompletionResult]::new('--expect-application', '--expect-application', [CompletionResultType]::ParameterName, 'Reject tokens of any other application')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Maximum age of the token, in seconds; 0 turns the check off')
            [CompletionResult]::new('--max-skew', '--max-skew', [CompletionResultType]::ParameterName, 'Maximum clock difference, in seconds')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--lines', '--lines', [CompletionResultType]::ParameterName, 'Print one JSON object per line of the log, in order; does not detect replays')
            [CompletionResult]::new('--redact', '--redact', [CompletionResultType]::ParameterName, 'Mask telephone numbers except the last two digits (with --lines)')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;explain' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;login' {
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'API key of the account [default: ask on the terminal]')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'File (or - for stdin) with the API secret [default: ask on the terminal]')
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'File (or - for stdin) with the account''s signature secret')
            [CompletionResult]::new('--application', '--application', [CompletionResultType]::ParameterName, 'Default application')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'Store the secrets in the platform''s keyring, not in the configuration file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;logout' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;whoami' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;doctor' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Make no network requests')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;config' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every setting and its source, secrets as `set`')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print the paths of the configuration file and the state directory')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'Manage signature secrets')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;config;show' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;config;path' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;config;secret' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a signature secret to the profile')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the signature secrets in use and in the profile, without their values')
            [CompletionResult]::new('retire', 'retire', [CompletionResultType]::ParameterValue, 'Mark a signature secret as retired: it verifies only earlier webhooks')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check signature secrets for mistakes, without showing them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;config;secret;add' {
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'Account of the secret [default: the profile''s]')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Name for the secret in reports: printable, at most 64 characters')
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'File (or - for stdin) with the secret [default: ask on the terminal]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;config;secret;list' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;config;secret;retire' {
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'Select the secret by its account')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Select the secret by its label')
            [CompletionResult]::new('--added', '--added', [CompletionResultType]::ParameterName, 'Select the secret by the time or day (UTC) on which it was added')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Time of retirement, in RFC 3339 or as a day (its beginning in UTC) [default: now]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;config;secret;check' {
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'Check the secret in this file (or - for stdin) instead; repeatable')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'Account for the fingerprint, if the secret names none')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all-profiles', '--all-profiles', [CompletionResultType]::ParameterName, 'Check the secrets of every profile in the configuration file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;config;secret;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a signature secret to the profile')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the signature secrets in use and in the profile, without their values')
            [CompletionResult]::new('retire', 'retire', [CompletionResultType]::ParameterValue, 'Mark a signature secret as retired: it verifies only earlier webhooks')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check signature secrets for mistakes, without showing them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;config;secret;help;add' {
            break
        }
        'vsw;config;secret;help;list' {
            break
        }
        'vsw;config;secret;help;retire' {
            break
        }
        'vsw;config;secret;help;check' {
            break
        }
        'vsw;config;secret;help;help' {
            break
        }
        'vsw;config;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every setting and its source, secrets as `set`')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print the paths of the configuration file and the state directory')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'Manage signature secrets')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;config;help;show' {
            break
        }
        'vsw;config;help;path' {
            break
        }
        'vsw;config;help;secret' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a signature secret to the profile')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the signature secrets in use and in the profile, without their values')
            [CompletionResult]::new('retire', 'retire', [CompletionResultType]::ParameterValue, 'Mark a signature secret as retired: it verifies only earlier webhooks')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check signature secrets for mistakes, without showing them')
            break
        }
        'vsw;config;help;secret;add' {
            break
        }
        'vsw;config;help;secret;list' {
            break
        }
        'vsw;config;help;secret;retire' {
            break
        }
        'vsw;config;help;secret;check' {
            break
        }
        'vsw;config;help;help' {
            break
        }
        'vsw;sandbox' {
            [CompletionResult]::new('--apps', '--apps', [CompletionResultType]::ParameterName, 'Number of applications to start with')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Keep the applications in this file between runs')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port to listen on; 0 selects a free one')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;demo' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;completions' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;man' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;exit-codes' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Use credentials and defaults of this profile; overrides the environment')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'API origin: https, or http on a loopback address [default: https://api.nexmo.com]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Output format')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to color text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout per application, retries included, in seconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Configuration file [default: see `vsw config path`]')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'Directory for journal and snapshots [default: see `vsw config path`]')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; same as --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print only results and errors, no hints or progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; use twice to also log sizes and pauses')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;help' {
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Turn signed webhooks on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Turn signed webhooks off')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Check that signed webhooks are still on (exit 1 if not)')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Check repeatedly and report changes; `--heal` turns signing back on')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show an application, with secrets masked')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the account''s applications')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show recorded changes and observations')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Apply a plan, skipping applications changed meanwhile')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Restore a snapshot, keeping the current signing flag')
            [CompletionResult]::new('fleet', 'fleet', [CompletionResultType]::ParameterValue, 'Manage fleet files')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what changed since signing was last on')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'Manage baseline files')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Verify a webhook and explain a rejection (offline)')
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'Show what a token claims, without verifying (offline)')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Make a signed or forged webhook for tests (offline)')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Verify the webhooks in a log (offline)')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a code that vsw prints (offline)')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Check credentials and store them in a profile')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Remove a profile and its credentials')
            [CompletionResult]::new('whoami', 'whoami', [CompletionResultType]::ParameterValue, 'Show the account and the source of its credentials')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Diagnose the setup and suggest fixes')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Manage settings and signature secrets')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Run a local stand-in for the Applications API')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Show the main commands at work on the sandbox')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a shell completion script')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the man page, or write all pages to a directory')
            [CompletionResult]::new('exit-codes', 'exit-codes', [CompletionResultType]::ParameterValue, 'Print the table of exit codes')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;help;enable' {
            break
        }
        'vsw;help;disable' {
            break
        }
        'vsw;help;status' {
            break
        }
        'vsw;help;watch' {
            break
        }
        'vsw;help;show' {
            break
        }
        'vsw;help;list' {
            break
        }
        'vsw;help;history' {
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Delete old records that are no longer needed')
            break
        }
        'vsw;help;history;prune' {
            break
        }
        'vsw;help;apply' {
            break
        }
        'vsw;help;rollback' {
            break
        }
        'vsw;help;fleet' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a fleet file from the applications of your accounts')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a fleet file for mistakes and show what it covers (offline)')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of fleet files, for editors (offline)')
            break
        }
        'vsw;help;fleet;init' {
            break
        }
        'vsw;help;fleet;check' {
            break
        }
        'vsw;help;fleet;schema' {
            break
        }
        'vsw;help;diff' {
            break
        }
        'vsw;help;baseline' {
            [CompletionResult]::new('save', 'save', [CompletionResultType]::ParameterValue, 'Record the current state of applications, with secrets masked')
            break
        }
        'vsw;help;baseline;save' {
            break
        }
        'vsw;help;verify' {
            break
        }
        'vsw;help;decode' {
            break
        }
        'vsw;help;sign' {
            break
        }
        'vsw;help;audit' {
            break
        }
        'vsw;help;explain' {
            break
        }
        'vsw;help;login' {
            break
        }
        'vsw;help;logout' {
            break
        }
        'vsw;help;whoami' {
            break
        }
        'vsw;help;doctor' {
            break
        }
        'vsw;help;config' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every setting and its source, secrets as `set`')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print the paths of the configuration file and the state directory')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'Manage signature secrets')
            break
        }
        'vsw;help;config;show' {
            break
        }
        'vsw;help;config;path' {
            break
        }
        'vsw;help;config;secret' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a signature secret to the profile')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the signature secrets in use and in the profile, without their values')
            [CompletionResult]::new('retire', 'retire', [CompletionResultType]::ParameterValue, 'Mark a signature secret as retired: it verifies only earlier webhooks')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check signature secrets for mistakes, without showing them')
            break
        }
        'vsw;help;config;secret;add' {
            break
        }
        'vsw;help;config;secret;list' {
            break
        }
        'vsw;help;config;secret;retire' {
            break
        }
        'vsw;help;config;secret;check' {
            break
        }
        'vsw;help;sandbox' {
            break
        }
        'vsw;help;demo' {
            break
        }
        'vsw;help;completions' {
            break
        }
        'vsw;help;man' {
            break
        }
        'vsw;help;exit-codes' {
            break
        }
        'vsw;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
