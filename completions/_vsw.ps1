
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
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'The application as the API has it, its secrets masked')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'All applications of the account')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'What was done to applications, and what was seen')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Put back what a change replaced, keeping the present value of the flag')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Is this webhook genuine, and if not, why not? (offline)')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'The longer story of a code that vsw prints, offline; without one, a list of all')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Store credentials in a profile, after checking them')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Remove a profile and its credentials')
            [CompletionResult]::new('whoami', 'whoami', [CompletionResultType]::ParameterValue, 'Which account the credentials are, and where they come from')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'The settings in force and where they come from')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'An embedded stand-in of the Applications API, on loopback')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Play the whole story on the sandbox')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write a shell''s completion script to stdout')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Write the man pages into a folder, or the main one to stdout')
            [CompletionResult]::new('exit-codes', 'exit-codes', [CompletionResultType]::ParameterValue, 'The table of exit codes')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;enable' {
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'fleet')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'all')
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
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'fleet')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'all')
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
            [CompletionResult]::new('--fleet', '--fleet', [CompletionResultType]::ParameterName, 'fleet')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take credentials and defaults from this profile, before the environment''s')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What stdout carries')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour text')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time for each application, retries included')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'The configuration file to use')
            [CompletionResult]::new('--state-dir', '--state-dir', [CompletionResultType]::ParameterName, 'The folder for the journal and the snapshots')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'Trust only the certificates in this PEM file')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'all')
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
        'vsw;rollback' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The snapshot to put back, as a report or `vsw history` names it; the newest if not given')
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
        'vsw;verify' {
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'The Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`')
            [CompletionResult]::new('--header-file', '--header-file', [CompletionResultType]::ParameterName, 'The same, read from a file or stdin (-)')
            [CompletionResult]::new('--body', '--body', [CompletionResultType]::ParameterName, 'The body: the text itself, to the byte')
            [CompletionResult]::new('--body-file', '--body-file', [CompletionResultType]::ParameterName, 'The body''s bytes, read from a file or stdin (-); what scripts should use')
            [CompletionResult]::new('--request-file', '--request-file', [CompletionResultType]::ParameterName, 'A raw HTTP request, read from a file or stdin (-)')
            [CompletionResult]::new('--header-name', '--header-name', [CompletionResultType]::ParameterName, 'The header that carries the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'How the webhook was delivered: POST (the body is signed) or GET (the query is, by an unconfirmed rule)')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The URL that it was delivered to, or its path and query; needed for GET')
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
        'vsw;config;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Every setting in force with its origin, secrets as `set`')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Where the configuration file and the state folder are')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'vsw;config;help;show' {
            break
        }
        'vsw;config;help;path' {
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
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'The application as the API has it, its secrets masked')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'All applications of the account')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'What was done to applications, and what was seen')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Put back what a change replaced, keeping the present value of the flag')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Is this webhook genuine, and if not, why not? (offline)')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'The longer story of a code that vsw prints, offline; without one, a list of all')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Store credentials in a profile, after checking them')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Remove a profile and its credentials')
            [CompletionResult]::new('whoami', 'whoami', [CompletionResultType]::ParameterValue, 'Which account the credentials are, and where they come from')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'The settings in force and where they come from')
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
        'vsw;help;show' {
            break
        }
        'vsw;help;list' {
            break
        }
        'vsw;help;history' {
            break
        }
        'vsw;help;rollback' {
            break
        }
        'vsw;help;verify' {
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
        'vsw;help;config' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Every setting in force with its origin, secrets as `set`')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Where the configuration file and the state folder are')
            break
        }
        'vsw;help;config;show' {
            break
        }
        'vsw;help;config;path' {
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
