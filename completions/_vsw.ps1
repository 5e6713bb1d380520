
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
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch signed webhooks on: GET, change one leaf, PUT, GET to confirm')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch signed webhooks off, in the same way')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Are signed webhooks still on? Exit 1 when they are not')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Check again and again, tell what changes, and switch on again what was dropped where that is asked for')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'The application as the API has it, its secrets masked')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'All applications of the account')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'What was done to applications, and what was seen')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Make the changes of a plan, refusing what moved since it was made')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Put back what a change replaced, keeping the present value of the flag')
            [CompletionResult]::new('fleet', 'fleet', [CompletionResultType]::ParameterValue, 'Fleet files: which applications there are, and what should be of them')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'What moved in an application since signing was last on, or against what you name')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'A reviewed record of what applications should be, for version control')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Is this webhook genuine, and if not, why not? (offline)')
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'What a token says, unverified: header, claims, times, and what a verifier would want (offline)')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Make a delivery as Vonage would, or a forgery of one, to try a handler with (offline)')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Which deliveries of a whole log were genuine (offline)')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'The longer story of a code that vsw prints, offline; without one, a list of all')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Store credentials in a profile, after checking them')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Remove a profile and its credentials')
            [CompletionResult]::new('whoami', 'whoami', [CompletionResultType]::ParameterValue, 'Which account the credentials are, and where they come from')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'What is wrong with this set-up, and the way out; changes nothing')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'The settings in force and where they come from, and the signature secrets')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'An embedded stand-in of the Applications API, on loopback')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Play the whole story on the sandbox')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write a shell''s completion script to stdout')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write the man pages into a folder, or the main one to stdout')
            [CompletionResult]::new('exit-codes', 'exit-codes', [CompletionResultType]::ParameterValue, 'The table of exit codes')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;enable' {
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'The applications that this fleet file is about')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application''s id: for several machines that share a set without knowing of each other')
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'Write the plan into this file, change nothing; `vsw apply` makes its changes')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on with a run that was stopped; what it confirmed is not sent again')
            [CompletionResult]::new('--max-changes', '--max-changes', [CompletionResultType]::ParameterName, 'Change nothing where more applications than this would have to be; exit 1')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many applications are worked on side by side')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most so many requests a second to each account; fewer where the API asks for it')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every application of the account')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, change nothing; exit 1 if something would')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question; applications that are named are changed without one anyway')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question; applications that are named are changed without one anyway')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;disable' {
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'The applications that this fleet file is about')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application''s id: for several machines that share a set without knowing of each other')
            [CompletionResult]::new('--plan', '--plan', [CompletionResultType]::ParameterName, 'Write the plan into this file, change nothing; `vsw apply` makes its changes')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on with a run that was stopped; what it confirmed is not sent again')
            [CompletionResult]::new('--max-changes', '--max-changes', [CompletionResultType]::ParameterName, 'Change nothing where more applications than this would have to be; exit 1')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many applications are worked on side by side')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most so many requests a second to each account; fewer where the API asks for it')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every application of the account')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, change nothing; exit 1 if something would')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer yes to every question; applications that are named are changed without one anyway')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer yes to every question; applications that are named are changed without one anyway')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;status' {
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'The applications that this fleet file is about')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application''s id: for several machines that share a set without knowing of each other')
            [CompletionResult]::new('--read', '--read', [CompletionResultType]::ParameterName, 'How a set is read: by list pages, one by one, or by pages as long as they tell what is asked')
            [CompletionResult]::new('--fail-on', '--fail-on', [CompletionResultType]::ParameterName, 'What makes the run fail, separated by commas; drift, unknown, and unlisted where the fleet file says so, unless told otherwise')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, 'What the applications were when they were last reviewed (`vsw baseline save`)')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many applications are worked on side by side')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most so many requests a second to each account; fewer where the API asks for it')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every application of the account')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;watch' {
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'The applications that this fleet file is about')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application''s id: for several machines that share a set without knowing of each other')
            [CompletionResult]::new('--read', '--read', [CompletionResultType]::ParameterName, 'How a set is read: by list pages, one by one, or by pages as long as they tell what is asked')
            [CompletionResult]::new('--fail-on', '--fail-on', [CompletionResultType]::ParameterName, 'What makes the run fail, separated by commas; drift, unknown, and unlisted where the fleet file says so, unless told otherwise')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, 'What the applications were when they were last reviewed (`vsw baseline save`)')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many applications are worked on side by side')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most so many requests a second to each account; fewer where the API asks for it')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'How long it is from the beginning of one round to that of the next: 90s, 5m, 1h30m')
            [CompletionResult]::new('--jitter', '--jitter', [CompletionResultType]::ParameterName, 'Up to how much later a round begins by chance, in percent of --every, so that many machines do not come together')
            [CompletionResult]::new('--rounds', '--rounds', [CompletionResultType]::ParameterName, 'End after so many rounds, with what the last one came to; without it, never')
            [CompletionResult]::new('--max-changes', '--max-changes', [CompletionResultType]::ParameterName, 'Heal no more applications than this within an hour; 0 heals none')
            [CompletionResult]::new('--on-drift', '--on-drift', [CompletionResultType]::ParameterName, 'Run this program when an application drifts, recovers or is healed; it is told which on its stdin, as JSON')
            [CompletionResult]::new('--on-drift-arg', '--on-drift-arg', [CompletionResultType]::ParameterName, 'A word for that program, as it is; repeatable')
            [CompletionResult]::new('--on-drift-timeout', '--on-drift-timeout', [CompletionResultType]::ParameterName, 'How long that program may take before it is ended')
            [CompletionResult]::new('--metrics', '--metrics', [CompletionResultType]::ParameterName, 'Serve /metrics and /healthz there; a port alone is this machine''s own')
            [CompletionResult]::new('--metrics-host', '--metrics-host', [CompletionResultType]::ParameterName, 'A name under which others ask for the metrics, beside the address itself; repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every application of the account')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Begin the first round at once, whatever the jitter')
            [CompletionResult]::new('--heal', '--heal', [CompletionResultType]::ParameterName, 'Switch signing on again where it was dropped; only in named applications or with --fleet')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;show' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--raw', '--raw', [CompletionResultType]::ParameterName, 'The answer''s very bytes, nothing masked')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;list' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;history' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--runs', '--runs', [CompletionResultType]::ParameterName, 'The runs instead, each with what came of it')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Take out what is old and what nothing needs any more')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;history;prune' {
            [CompletionResult]::new('--keep-days', '--keep-days', [CompletionResultType]::ParameterName, 'Keep everything of the last so many days')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be taken out, take nothing; exit 1 if something would be')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;history;help' {
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Take out what is old and what nothing needs any more')
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
            [CompletionResult]::new('--max-changes', '--max-changes', [CompletionResultType]::ParameterName, 'Change nothing where more applications than this would have to be; exit 1')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many applications are worked on side by side')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most so many requests a second to each account; fewer where the API asks for it')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, change nothing; exit 1 if something would')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;rollback' {
            [CompletionResult]::new('--run', '--run', [CompletionResultType]::ParameterName, 'Put back what a whole run replaced, in each of its applications')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The snapshot to put back, as a report or `vsw history` names it; the newest if not given')
            [CompletionResult]::new('--max-changes', '--max-changes', [CompletionResultType]::ParameterName, 'Change nothing where more applications than this would have to be; exit 1')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many applications are worked on side by side')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most so many requests a second to each account; fewer where the API asks for it')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--exact', '--exact', [CompletionResultType]::ParameterName, 'Send the snapshot''s very bytes, its signing value included')
            [CompletionResult]::new('--overwrite', '--overwrite', [CompletionResultType]::ParameterName, 'Go on although somebody else changed the application since')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, change nothing; exit 1 if something would')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;fleet' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a fleet file with the applications of one or several accounts')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Is a fleet file right? Says what it holds, and what is doubtful (offline)')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'The JSON Schema that editors complete and check fleet files by (offline)')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;fleet;init' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'An account, by its name in the file and the profile with its credentials; NAME alone is both. Repeatable; without it, the account whose credentials are in force')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'How the file names applications: each by its id, each by its name, or all at once')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Write over a file that is there')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;fleet;check' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;fleet;schema' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;fleet;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a fleet file with the applications of one or several accounts')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Is a fleet file right? Says what it holds, and what is doubtful (offline)')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'The JSON Schema that editors complete and check fleet files by (offline)')
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
            [CompletionResult]::new('--against', '--against', [CompletionResultType]::ParameterName, 'A snapshot as `vsw history` names it, a baseline file, or a document that `vsw show --raw` said')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;baseline' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('save', 'save', [CompletionResultType]::ParameterValue, 'Record applications as they are now, their secrets masked')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;baseline;save' {
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'The applications that this fleet file is about, of all its accounts')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The file to write; the one that the fleet file names, or vsw.baseline.json beside it or here, unless told otherwise')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'How many applications are worked on side by side')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most so many requests a second to each account; fewer where the API asks for it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Every application of the account')
            [CompletionResult]::new('--skip-unread', '--skip-unread', [CompletionResultType]::ParameterName, 'Save the others where one cannot be read; what the file has of it stays')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;baseline;help' {
            [CompletionResult]::new('save', 'save', [CompletionResultType]::ParameterValue, 'Record applications as they are now, their secrets masked')
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
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'The Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`')
            [CompletionResult]::new('--header-file', '--header-file', [CompletionResultType]::ParameterName, 'The same, read from a file or stdin (-)')
            [CompletionResult]::new('--body', '--body', [CompletionResultType]::ParameterName, 'The body: the text itself, to the byte')
            [CompletionResult]::new('--body-file', '--body-file', [CompletionResultType]::ParameterName, 'The body''s bytes, read from a file or stdin (-); what scripts should use')
            [CompletionResult]::new('--request-file', '--request-file', [CompletionResultType]::ParameterName, 'A raw HTTP request, read from a file or stdin (-)')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'How the webhook was delivered: POST (the body is signed) or GET (the query is, by an unconfirmed rule)')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The URL that it was delivered to, or its path and query; needed for GET')
            [CompletionResult]::new('--header-name', '--header-name', [CompletionResultType]::ParameterName, 'The header that carries the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)')
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'A file (or - for stdin) that holds a signature secret; repeatable, one for each API key')
            [CompletionResult]::new('--expect-api-key', '--expect-api-key', [CompletionResultType]::ParameterName, 'The account that the token must be of')
            [CompletionResult]::new('--expect-application', '--expect-application', [CompletionResultType]::ParameterName, 'The application that the token must be of')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'How old the token may be; 0 switches the age check off')
            [CompletionResult]::new('--max-skew', '--max-skew', [CompletionResultType]::ParameterName, 'How far apart the two clocks may be')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Verify as of this time, in seconds since 1970')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Verify as of this time, as RFC 3339')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--no-explain', '--no-explain', [CompletionResultType]::ParameterName, 'Do not look for the cause of a rejection; the verdict is the same')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;decode' {
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'The Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`')
            [CompletionResult]::new('--header-file', '--header-file', [CompletionResultType]::ParameterName, 'The same, read from a file or stdin (-)')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Tell times as of this one, in seconds since 1970')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;sign' {
            [CompletionResult]::new('--event', '--event', [CompletionResultType]::ParameterName, 'The webhook of this event, in its documented shape')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'A member of that webhook as a text, in place of the documented one or beside them; repeatable')
            [CompletionResult]::new('--set-json', '--set-json', [CompletionResultType]::ParameterName, 'The same, of any JSON')
            [CompletionResult]::new('--body', '--body', [CompletionResultType]::ParameterName, 'The body: the text itself, to the byte')
            [CompletionResult]::new('--body-file', '--body-file', [CompletionResultType]::ParameterName, 'The body''s bytes, read from a file or stdin (-)')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'How it is delivered: POST (the body is signed), or GET (the query is, by an unconfirmed rule)')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Where it is delivered to: a URL, or its path and query [default: /webhooks/event, or as the event has it]')
            [CompletionResult]::new('--application', '--application', [CompletionResultType]::ParameterName, 'The application that the token is of')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The account that the token is of; with several secrets it says which one signs')
            [CompletionResult]::new('--iat', '--iat', [CompletionResultType]::ParameterName, 'When the token is issued: seconds since 1970, or RFC 3339 [default: now]')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'The token''s id [default: a random UUID]')
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'A file (or - for stdin) that holds a signature secret; repeatable, one for each API key')
            [CompletionResult]::new('--forge', '--forge', [CompletionResultType]::ParameterName, 'Make a delivery that must be rejected; `list` says what there is')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'As what it is written [default: http]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'vsw;audit' {
            [CompletionResult]::new('--authorization', '--authorization', [CompletionResultType]::ParameterName, 'Where other people''s lines have the Authorization header, as a JSON pointer (vsw''s own lines need none of these)')
            [CompletionResult]::new('--body', '--body', [CompletionResultType]::ParameterName, 'Where they have the body')
            [CompletionResult]::new('--received-at', '--received-at', [CompletionResultType]::ParameterName, 'Where they have the time of receipt (RFC 3339, or seconds since 1970)')
            [CompletionResult]::new('--now', '--now', [CompletionResultType]::ParameterName, 'Verify lines that have no time of receipt as of this one, in seconds since 1970')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only deliveries that came at this time or later (RFC 3339, or seconds since 1970)')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Only deliveries that came before this time')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'What to count by')
            [CompletionResult]::new('--signing', '--signing', [CompletionResultType]::ParameterName, 'What came signed when the log was written: the events of the Developer Preview, or all as today')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'Fail unless a genuine delivery of each of these events is there, separated by commas')
            [CompletionResult]::new('--max-unsigned', '--max-unsigned', [CompletionResultType]::ParameterName, 'Let so many unsigned deliveries pass')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Of --lines, only those that stand so, separated by commas')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'How many threads verify; as many as there are processors unless told otherwise')
            [CompletionResult]::new('--header-name', '--header-name', [CompletionResultType]::ParameterName, 'The header that carries the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)')
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'A file (or - for stdin) that holds a signature secret; repeatable, one for each API key')
            [CompletionResult]::new('--expect-api-key', '--expect-api-key', [CompletionResultType]::ParameterName, 'The account that the token must be of')
            [CompletionResult]::new('--expect-application', '--expect-application', [CompletionResultType]::ParameterName, 'The application that the token must be of')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'How old the token may be; 0 switches the age check off')
            [CompletionResult]::new('--max-skew', '--max-skew', [CompletionResultType]::ParameterName, 'How far apart the two clocks may be')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--lines', '--lines', [CompletionResultType]::ParameterName, 'Answer each line in order, as one JSON object, without looking for replays')
            [CompletionResult]::new('--redact', '--redact', [CompletionResultType]::ParameterName, 'Mask telephone numbers in --lines, but for their last two digits')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;explain' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;login' {
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The account''s API key')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'A file (or - for stdin) that holds the API secret')
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'A file (or - for stdin) that holds the account''s signature secret')
            [CompletionResult]::new('--application', '--application', [CompletionResultType]::ParameterName, 'The application that commands are about when none is named')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--keyring', '--keyring', [CompletionResultType]::ParameterName, 'Keep the secrets in the platform''s keyring instead of the configuration file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;logout' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;whoami' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;doctor' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask nobody: look at this machine alone')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;config' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Every setting in force with its origin, secrets as `set`')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Where the configuration file and the state folder are')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'The signature secrets of the profile: add, list, retire, check')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;config;show' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;config;path' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;config;secret' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Store one more signature secret in the profile')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'The signature secrets in force and in the profile, without themselves')
            [CompletionResult]::new('retire', 'retire', [CompletionResultType]::ParameterValue, 'Mark a signature secret as retired: it verifies only what came before')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Look for what is wrong with signature secrets, without showing them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;config;secret;add' {
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The account that the secret is of; the profile''s unless you say otherwise')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'What reports call it: printable, at most 64 characters')
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'A file (or - for stdin) that holds it; asked for on a terminal where there is none')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;config;secret;list' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;config;secret;retire' {
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The account that the secret is of')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Its label')
            [CompletionResult]::new('--added', '--added', [CompletionResultType]::ParameterName, 'When it was added: the time, or its day in UTC')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'From when on it verifies nothing, as RFC 3339 or a day (its beginning in UTC); now unless you say otherwise')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;config;secret;check' {
            [CompletionResult]::new('--signature-secret-file', '--signature-secret-file', [CompletionResultType]::ParameterName, 'Check the secret in this file (or - for stdin) instead; repeatable')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The account, for the fingerprint of a secret that names none')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all-profiles', '--all-profiles', [CompletionResultType]::ParameterName, 'Check the secrets of every profile in the configuration file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;config;secret;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Store one more signature secret in the profile')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'The signature secrets in force and in the profile, without themselves')
            [CompletionResult]::new('retire', 'retire', [CompletionResultType]::ParameterValue, 'Mark a signature secret as retired: it verifies only what came before')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Look for what is wrong with signature secrets, without showing them')
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
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Every setting in force with its origin, secrets as `set`')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Where the configuration file and the state folder are')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'The signature secrets of the profile: add, list, retire, check')
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
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Store one more signature secret in the profile')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'The signature secrets in force and in the profile, without themselves')
            [CompletionResult]::new('retire', 'retire', [CompletionResultType]::ParameterValue, 'Mark a signature secret as retired: it verifies only what came before')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Look for what is wrong with signature secrets, without showing them')
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
            [CompletionResult]::new('--apps', '--apps', [CompletionResultType]::ParameterName, 'How many applications it starts with')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Keep the applications in this file, from one run to the next')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port to listen on; 0 takes a free one')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;demo' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;completions' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;man' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;exit-codes' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Short for --format json')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Only the result and errors: no hints, no progress')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log requests to stderr; twice, their sizes and pauses too')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask, even on a terminal')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'vsw;help' {
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch signed webhooks on: GET, change one leaf, PUT, GET to confirm')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch signed webhooks off, in the same way')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Are signed webhooks still on? Exit 1 when they are not')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Check again and again, tell what changes, and switch on again what was dropped where that is asked for')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'The application as the API has it, its secrets masked')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'All applications of the account')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'What was done to applications, and what was seen')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Make the changes of a plan, refusing what moved since it was made')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Put back what a change replaced, keeping the present value of the flag')
            [CompletionResult]::new('fleet', 'fleet', [CompletionResultType]::ParameterValue, 'Fleet files: which applications there are, and what should be of them')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'What moved in an application since signing was last on, or against what you name')
            [CompletionResult]::new('baseline', 'baseline', [CompletionResultType]::ParameterValue, 'A reviewed record of what applications should be, for version control')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Is this webhook genuine, and if not, why not? (offline)')
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'What a token says, unverified: header, claims, times, and what a verifier would want (offline)')
            [CompletionResult]::new('sign', 'sign', [CompletionResultType]::ParameterValue, 'Make a delivery as Vonage would, or a forgery of one, to try a handler with (offline)')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Which deliveries of a whole log were genuine (offline)')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'The longer story of a code that vsw prints, offline; without one, a list of all')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Store credentials in a profile, after checking them')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Remove a profile and its credentials')
            [CompletionResult]::new('whoami', 'whoami', [CompletionResultType]::ParameterValue, 'Which account the credentials are, and where they come from')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'What is wrong with this set-up, and the way out; changes nothing')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'The settings in force and where they come from, and the signature secrets')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'An embedded stand-in of the Applications API, on loopback')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Play the whole story on the sandbox')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write a shell''s completion script to stdout')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write the man pages into a folder, or the main one to stdout')
            [CompletionResult]::new('exit-codes', 'exit-codes', [CompletionResultType]::ParameterValue, 'The table of exit codes')
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
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Take out what is old and what nothing needs any more')
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
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a fleet file with the applications of one or several accounts')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Is a fleet file right? Says what it holds, and what is doubtful (offline)')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'The JSON Schema that editors complete and check fleet files by (offline)')
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
            [CompletionResult]::new('save', 'save', [CompletionResultType]::ParameterValue, 'Record applications as they are now, their secrets masked')
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
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Every setting in force with its origin, secrets as `set`')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Where the configuration file and the state folder are')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'The signature secrets of the profile: add, list, retire, check')
            break
        }
        'vsw;help;config;show' {
            break
        }
        'vsw;help;config;path' {
            break
        }
        'vsw;help;config;secret' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Store one more signature secret in the profile')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'The signature secrets in force and in the profile, without themselves')
            [CompletionResult]::new('retire', 'retire', [CompletionResultType]::ParameterValue, 'Mark a signature secret as retired: it verifies only what came before')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Look for what is wrong with signature secrets, without showing them')
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
