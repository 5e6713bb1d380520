
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
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand enable 'Switch signed webhooks on: GET, change one leaf, PUT, GET to confirm'
            cand disable 'Switch signed webhooks off, in the same way'
            cand status 'Are signed webhooks still on? Exit 1 when they are not'
            cand watch 'Check again and again, tell what changes, and switch on again what was dropped where that is asked for'
            cand show 'The application as the API has it, its secrets masked'
            cand list 'All applications of the account'
            cand history 'What was done to applications, and what was seen'
            cand apply 'Make the changes of a plan, refusing what moved since it was made'
            cand rollback 'Put back what a change replaced, keeping the present value of the flag'
            cand fleet 'Fleet files: which applications there are, and what should be of them'
            cand diff 'What moved in an application since signing was last on, or against what you name'
            cand baseline 'A reviewed record of what applications should be, for version control'
            cand verify 'Is this webhook genuine, and if not, why not? (offline)'
            cand decode 'What a token says, unverified: header, claims, times, and what a verifier would want (offline)'
            cand sign 'Make a delivery as Vonage would, or a forgery of one, to try a handler with (offline)'
            cand audit 'Which deliveries of a whole log were genuine (offline)'
            cand explain 'The longer story of a code that vsw prints, offline; without one, a list of all'
            cand login 'Store credentials in a profile, after checking them'
            cand logout 'Remove a profile and its credentials'
            cand whoami 'Which account the credentials are, and where they come from'
            cand doctor 'What is wrong with this set-up, and the way out; changes nothing'
            cand config 'The settings in force and where they come from, and the signature secrets'
            cand sandbox 'An embedded stand-in of the Applications API, on loopback'
            cand demo 'Play the whole story on the sandbox'
            cand completions 'Write a shell''s completion script to stdout'
            cand man 'Write the man pages into a folder, or the main one to stdout'
            cand exit-codes 'The table of exit codes'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;enable'= {
            cand --fleet 'The applications that this fleet file is about'
            cand --name 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable'
            cand --shard 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application''s id: for several machines that share a set without knowing of each other'
            cand --plan 'Write the plan into this file, change nothing; `vsw apply` makes its changes'
            cand --resume 'Go on with a run that was stopped; what it confirmed is not sent again'
            cand --max-changes 'Change nothing where more applications than this would have to be; exit 1'
            cand --concurrency 'How many applications are worked on side by side'
            cand --rate 'At most so many requests a second to each account; fewer where the API asks for it'
            cand --report 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all 'Every application of the account'
            cand --dry-run 'Show what would change, change nothing; exit 1 if something would'
            cand -y 'Answer yes to every question; applications that are named are changed without one anyway'
            cand --yes 'Answer yes to every question; applications that are named are changed without one anyway'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;disable'= {
            cand --fleet 'The applications that this fleet file is about'
            cand --name 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable'
            cand --shard 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application''s id: for several machines that share a set without knowing of each other'
            cand --plan 'Write the plan into this file, change nothing; `vsw apply` makes its changes'
            cand --resume 'Go on with a run that was stopped; what it confirmed is not sent again'
            cand --max-changes 'Change nothing where more applications than this would have to be; exit 1'
            cand --concurrency 'How many applications are worked on side by side'
            cand --rate 'At most so many requests a second to each account; fewer where the API asks for it'
            cand --report 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all 'Every application of the account'
            cand --dry-run 'Show what would change, change nothing; exit 1 if something would'
            cand -y 'Answer yes to every question; applications that are named are changed without one anyway'
            cand --yes 'Answer yes to every question; applications that are named are changed without one anyway'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;status'= {
            cand --fleet 'The applications that this fleet file is about'
            cand --name 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable'
            cand --shard 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application''s id: for several machines that share a set without knowing of each other'
            cand --read 'How a set is read: by list pages, one by one, or by pages as long as they tell what is asked'
            cand --fail-on 'What makes the run fail, separated by commas; drift, unknown, and unlisted where the fleet file says so, unless told otherwise'
            cand --baseline 'What the applications were when they were last reviewed (`vsw baseline save`)'
            cand --concurrency 'How many applications are worked on side by side'
            cand --rate 'At most so many requests a second to each account; fewer where the API asks for it'
            cand --report 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all 'Every application of the account'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;watch'= {
            cand --fleet 'The applications that this fleet file is about'
            cand --name 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable'
            cand --shard 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application''s id: for several machines that share a set without knowing of each other'
            cand --read 'How a set is read: by list pages, one by one, or by pages as long as they tell what is asked'
            cand --fail-on 'What makes the run fail, separated by commas; drift, unknown, and unlisted where the fleet file says so, unless told otherwise'
            cand --baseline 'What the applications were when they were last reviewed (`vsw baseline save`)'
            cand --concurrency 'How many applications are worked on side by side'
            cand --rate 'At most so many requests a second to each account; fewer where the API asks for it'
            cand --every 'How long it is from the beginning of one round to that of the next: 90s, 5m, 1h30m'
            cand --jitter 'Up to how much later a round begins by chance, in percent of --every, so that many machines do not come together'
            cand --rounds 'End after so many rounds, with what the last one came to; without it, never'
            cand --max-changes 'Heal no more applications than this within an hour; 0 heals none'
            cand --on-drift 'Run this program when an application drifts, recovers or is healed; it is told which on its stdin, as JSON'
            cand --on-drift-arg 'A word for that program, as it is; repeatable'
            cand --on-drift-timeout 'How long that program may take before it is ended'
            cand --metrics 'Serve /metrics and /healthz there; a port alone is this machine''s own'
            cand --metrics-host 'A name under which others ask for the metrics, beside the address itself; repeatable'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all 'Every application of the account'
            cand --now 'Begin the first round at once, whatever the jitter'
            cand --heal 'Switch signing on again where it was dropped; only in named applications or with --fleet'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;show'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --raw 'The answer''s very bytes, nothing masked'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;list'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;history'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --runs 'The runs instead, each with what came of it'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
            cand prune 'Take out what is old and what nothing needs any more'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;history;prune'= {
            cand --keep-days 'Keep everything of the last so many days'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --dry-run 'Show what would be taken out, take nothing; exit 1 if something would be'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;history;help'= {
            cand prune 'Take out what is old and what nothing needs any more'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;history;help;prune'= {
        }
        &'vsw;history;help;help'= {
        }
        &'vsw;apply'= {
            cand --max-changes 'Change nothing where more applications than this would have to be; exit 1'
            cand --concurrency 'How many applications are worked on side by side'
            cand --rate 'At most so many requests a second to each account; fewer where the API asks for it'
            cand --report 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --dry-run 'Show what would change, change nothing; exit 1 if something would'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;rollback'= {
            cand --run 'Put back what a whole run replaced, in each of its applications'
            cand --to 'The snapshot to put back, as a report or `vsw history` names it; the newest if not given'
            cand --max-changes 'Change nothing where more applications than this would have to be; exit 1'
            cand --concurrency 'How many applications are worked on side by side'
            cand --rate 'At most so many requests a second to each account; fewer where the API asks for it'
            cand --report 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --exact 'Send the snapshot''s very bytes, its signing value included'
            cand --overwrite 'Go on although somebody else changed the application since'
            cand --dry-run 'Show what would change, change nothing; exit 1 if something would'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;fleet'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
            cand init 'Write a fleet file with the applications of one or several accounts'
            cand check 'Is a fleet file right? Says what it holds, and what is doubtful (offline)'
            cand schema 'The JSON Schema that editors complete and check fleet files by (offline)'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;fleet;init'= {
            cand --account 'An account, by its name in the file and the profile with its credentials; NAME alone is both. Repeatable; without it, the account whose credentials are in force'
            cand --by 'How the file names applications: each by its id, each by its name, or all at once'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --force 'Write over a file that is there'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;fleet;check'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;fleet;schema'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;fleet;help'= {
            cand init 'Write a fleet file with the applications of one or several accounts'
            cand check 'Is a fleet file right? Says what it holds, and what is doubtful (offline)'
            cand schema 'The JSON Schema that editors complete and check fleet files by (offline)'
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
            cand --against 'A snapshot as `vsw history` names it, a baseline file, or a document that `vsw show --raw` said'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;baseline'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
            cand save 'Record applications as they are now, their secrets masked'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;baseline;save'= {
            cand --fleet 'The applications that this fleet file is about, of all its accounts'
            cand --file 'The file to write; the one that the fleet file names, or vsw.baseline.json beside it or here, unless told otherwise'
            cand --concurrency 'How many applications are worked on side by side'
            cand --rate 'At most so many requests a second to each account; fewer where the API asks for it'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all 'Every application of the account'
            cand --skip-unread 'Save the others where one cannot be read; what the file has of it stays'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;baseline;help'= {
            cand save 'Record applications as they are now, their secrets masked'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;baseline;help;save'= {
        }
        &'vsw;baseline;help;help'= {
        }
        &'vsw;verify'= {
            cand --header 'The Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`'
            cand --header-file 'The same, read from a file or stdin (-)'
            cand --body 'The body: the text itself, to the byte'
            cand --body-file 'The body''s bytes, read from a file or stdin (-); what scripts should use'
            cand --request-file 'A raw HTTP request, read from a file or stdin (-)'
            cand --method 'How the webhook was delivered: POST (the body is signed) or GET (the query is, by an unconfirmed rule)'
            cand --url 'The URL that it was delivered to, or its path and query; needed for GET'
            cand --header-name 'The header that carries the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)'
            cand --signature-secret-file 'A file (or - for stdin) that holds a signature secret; repeatable, one for each API key'
            cand --expect-api-key 'The account that the token must be of'
            cand --expect-application 'The application that the token must be of'
            cand --max-age 'How old the token may be; 0 switches the age check off'
            cand --max-skew 'How far apart the two clocks may be'
            cand --now 'Verify as of this time, in seconds since 1970'
            cand --at 'Verify as of this time, as RFC 3339'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --no-explain 'Do not look for the cause of a rejection; the verdict is the same'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;decode'= {
            cand --header 'The Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`'
            cand --header-file 'The same, read from a file or stdin (-)'
            cand --now 'Tell times as of this one, in seconds since 1970'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;sign'= {
            cand --event 'The webhook of this event, in its documented shape'
            cand --set 'A member of that webhook as a text, in place of the documented one or beside them; repeatable'
            cand --set-json 'The same, of any JSON'
            cand --body 'The body: the text itself, to the byte'
            cand --body-file 'The body''s bytes, read from a file or stdin (-)'
            cand --method 'How it is delivered: POST (the body is signed), or GET (the query is, by an unconfirmed rule)'
            cand --url 'Where it is delivered to: a URL, or its path and query [default: /webhooks/event, or as the event has it]'
            cand --application 'The application that the token is of'
            cand --api-key 'The account that the token is of; with several secrets it says which one signs'
            cand --iat 'When the token is issued: seconds since 1970, or RFC 3339 [default: now]'
            cand --jti 'The token''s id [default: a random UUID]'
            cand --signature-secret-file 'A file (or - for stdin) that holds a signature secret; repeatable, one for each API key'
            cand --forge 'Make a delivery that must be rejected; `list` says what there is'
            cand --output 'As what it is written [default: http]'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'vsw;audit'= {
            cand --authorization 'Where other people''s lines have the Authorization header, as a JSON pointer (vsw''s own lines need none of these)'
            cand --body 'Where they have the body'
            cand --received-at 'Where they have the time of receipt (RFC 3339, or seconds since 1970)'
            cand --now 'Verify lines that have no time of receipt as of this one, in seconds since 1970'
            cand --since 'Only deliveries that came at this time or later (RFC 3339, or seconds since 1970)'
            cand --until 'Only deliveries that came before this time'
            cand --by 'What to count by'
            cand --signing 'What came signed when the log was written: the events of the Developer Preview, or all as today'
            cand --require 'Fail unless a genuine delivery of each of these events is there, separated by commas'
            cand --max-unsigned 'Let so many unsigned deliveries pass'
            cand --only 'Of --lines, only those that stand so, separated by commas'
            cand --threads 'How many threads verify; as many as there are processors unless told otherwise'
            cand --header-name 'The header that carries the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)'
            cand --signature-secret-file 'A file (or - for stdin) that holds a signature secret; repeatable, one for each API key'
            cand --expect-api-key 'The account that the token must be of'
            cand --expect-application 'The application that the token must be of'
            cand --max-age 'How old the token may be; 0 switches the age check off'
            cand --max-skew 'How far apart the two clocks may be'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --lines 'Answer each line in order, as one JSON object, without looking for replays'
            cand --redact 'Mask telephone numbers in --lines, but for their last two digits'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;explain'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;login'= {
            cand --api-key 'The account''s API key'
            cand --api-secret-file 'A file (or - for stdin) that holds the API secret'
            cand --signature-secret-file 'A file (or - for stdin) that holds the account''s signature secret'
            cand --application 'The application that commands are about when none is named'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --keyring 'Keep the secrets in the platform''s keyring instead of the configuration file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;logout'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;whoami'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;doctor'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --offline 'Ask nobody: look at this machine alone'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;config'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
            cand show 'Every setting in force with its origin, secrets as `set`'
            cand path 'Where the configuration file and the state folder are'
            cand secret 'The signature secrets of the profile: add, list, retire, check'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;config;show'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;config;path'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;config;secret'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
            cand add 'Store one more signature secret in the profile'
            cand list 'The signature secrets in force and in the profile, without themselves'
            cand retire 'Mark a signature secret as retired: it verifies only what came before'
            cand check 'Look for what is wrong with signature secrets, without showing them'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;config;secret;add'= {
            cand --api-key 'The account that the secret is of; the profile''s unless you say otherwise'
            cand --label 'What reports call it: printable, at most 64 characters'
            cand --signature-secret-file 'A file (or - for stdin) that holds it; asked for on a terminal where there is none'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;config;secret;list'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;config;secret;retire'= {
            cand --api-key 'The account that the secret is of'
            cand --label 'Its label'
            cand --added 'When it was added: the time, or its day in UTC'
            cand --at 'From when on it verifies nothing, as RFC 3339 or a day (its beginning in UTC); now unless you say otherwise'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;config;secret;check'= {
            cand --signature-secret-file 'Check the secret in this file (or - for stdin) instead; repeatable'
            cand --api-key 'The account, for the fingerprint of a secret that names none'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --all-profiles 'Check the secrets of every profile in the configuration file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;config;secret;help'= {
            cand add 'Store one more signature secret in the profile'
            cand list 'The signature secrets in force and in the profile, without themselves'
            cand retire 'Mark a signature secret as retired: it verifies only what came before'
            cand check 'Look for what is wrong with signature secrets, without showing them'
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
            cand show 'Every setting in force with its origin, secrets as `set`'
            cand path 'Where the configuration file and the state folder are'
            cand secret 'The signature secrets of the profile: add, list, retire, check'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'vsw;config;help;show'= {
        }
        &'vsw;config;help;path'= {
        }
        &'vsw;config;help;secret'= {
            cand add 'Store one more signature secret in the profile'
            cand list 'The signature secrets in force and in the profile, without themselves'
            cand retire 'Mark a signature secret as retired: it verifies only what came before'
            cand check 'Look for what is wrong with signature secrets, without showing them'
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
            cand --apps 'How many applications it starts with'
            cand --state 'Keep the applications in this file, from one run to the next'
            cand --port 'The port to listen on; 0 takes a free one'
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;demo'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;completions'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;man'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;exit-codes'= {
            cand --profile 'Take credentials and defaults from this profile, before the environment''s'
            cand --api-url 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)'
            cand --format 'What stdout carries'
            cand --color 'When to colour text'
            cand --timeout 'Time for each application, retries included'
            cand --config 'The configuration file to use'
            cand --state-dir 'The folder for the journal and the snapshots'
            cand --ca-file 'Trust only the certificates in this PEM file'
            cand --json 'Short for --format json'
            cand -q 'Only the result and errors: no hints, no progress'
            cand --quiet 'Only the result and errors: no hints, no progress'
            cand -v 'Log requests to stderr; twice, their sizes and pauses too'
            cand --verbose 'Log requests to stderr; twice, their sizes and pauses too'
            cand --no-input 'Never ask, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'vsw;help'= {
            cand enable 'Switch signed webhooks on: GET, change one leaf, PUT, GET to confirm'
            cand disable 'Switch signed webhooks off, in the same way'
            cand status 'Are signed webhooks still on? Exit 1 when they are not'
            cand watch 'Check again and again, tell what changes, and switch on again what was dropped where that is asked for'
            cand show 'The application as the API has it, its secrets masked'
            cand list 'All applications of the account'
            cand history 'What was done to applications, and what was seen'
            cand apply 'Make the changes of a plan, refusing what moved since it was made'
            cand rollback 'Put back what a change replaced, keeping the present value of the flag'
            cand fleet 'Fleet files: which applications there are, and what should be of them'
            cand diff 'What moved in an application since signing was last on, or against what you name'
            cand baseline 'A reviewed record of what applications should be, for version control'
            cand verify 'Is this webhook genuine, and if not, why not? (offline)'
            cand decode 'What a token says, unverified: header, claims, times, and what a verifier would want (offline)'
            cand sign 'Make a delivery as Vonage would, or a forgery of one, to try a handler with (offline)'
            cand audit 'Which deliveries of a whole log were genuine (offline)'
            cand explain 'The longer story of a code that vsw prints, offline; without one, a list of all'
            cand login 'Store credentials in a profile, after checking them'
            cand logout 'Remove a profile and its credentials'
            cand whoami 'Which account the credentials are, and where they come from'
            cand doctor 'What is wrong with this set-up, and the way out; changes nothing'
            cand config 'The settings in force and where they come from, and the signature secrets'
            cand sandbox 'An embedded stand-in of the Applications API, on loopback'
            cand demo 'Play the whole story on the sandbox'
            cand completions 'Write a shell''s completion script to stdout'
            cand man 'Write the man pages into a folder, or the main one to stdout'
            cand exit-codes 'The table of exit codes'
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
            cand prune 'Take out what is old and what nothing needs any more'
        }
        &'vsw;help;history;prune'= {
        }
        &'vsw;help;apply'= {
        }
        &'vsw;help;rollback'= {
        }
        &'vsw;help;fleet'= {
            cand init 'Write a fleet file with the applications of one or several accounts'
            cand check 'Is a fleet file right? Says what it holds, and what is doubtful (offline)'
            cand schema 'The JSON Schema that editors complete and check fleet files by (offline)'
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
            cand save 'Record applications as they are now, their secrets masked'
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
            cand show 'Every setting in force with its origin, secrets as `set`'
            cand path 'Where the configuration file and the state folder are'
            cand secret 'The signature secrets of the profile: add, list, retire, check'
        }
        &'vsw;help;config;show'= {
        }
        &'vsw;help;config;path'= {
        }
        &'vsw;help;config;secret'= {
            cand add 'Store one more signature secret in the profile'
            cand list 'The signature secrets in force and in the profile, without themselves'
            cand retire 'Mark a signature secret as retired: it verifies only what came before'
            cand check 'Look for what is wrong with signature secrets, without showing them'
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
