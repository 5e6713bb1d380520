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

complete -c vsw -n "__fish_vsw_needs_command" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_needs_command" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_needs_command" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_needs_command" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_needs_command" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_needs_command" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_needs_command" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_needs_command" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_needs_command" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_needs_command" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_needs_command" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_needs_command" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_needs_command" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_needs_command" -s V -l version -d 'Print version'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "enable" -d 'Switch signed webhooks on: GET, change one leaf, PUT, GET to confirm'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "disable" -d 'Switch signed webhooks off, in the same way'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "status" -d 'Are signed webhooks still on? Exit 1 when they are not'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "watch" -d 'Check again and again, tell what changes, and switch on again what was dropped where that is asked for'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "show" -d 'The application as the API has it, its secrets masked'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "list" -d 'All applications of the account'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "history" -d 'What was done to applications, and what was seen'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "apply" -d 'Make the changes of a plan, refusing what moved since it was made'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "rollback" -d 'Put back what a change replaced, keeping the present value of the flag'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "fleet" -d 'Fleet files: which applications there are, and what should be of them'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "diff" -d 'What moved in an application since signing was last on, or against what you name'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "baseline" -d 'A reviewed record of what applications should be, for version control'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "verify" -d 'Is this webhook genuine, and if not, why not? (offline)'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "decode" -d 'What a token says, unverified: header, claims, times, and what a verifier would want (offline)'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "sign" -d 'Make a delivery as Vonage would, or a forgery of one, to try a handler with (offline)'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "audit" -d 'Which deliveries of a whole log were genuine (offline)'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "explain" -d 'The longer story of a code that vsw prints, offline; without one, a list of all'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "login" -d 'Store credentials in a profile, after checking them'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "logout" -d 'Remove a profile and its credentials'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "whoami" -d 'Which account the credentials are, and where they come from'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "doctor" -d 'What is wrong with this set-up, and the way out; changes nothing'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "config" -d 'The settings in force and where they come from, and the signature secrets'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "sandbox" -d 'An embedded stand-in of the Applications API, on loopback'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "demo" -d 'Play the whole story on the sandbox'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "completions" -d 'Write a shell\'s completion script to stdout'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "man" -d 'Write the man pages into a folder, or the main one to stdout'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "exit-codes" -d 'The table of exit codes'
complete -c vsw -n "__fish_vsw_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l fleet -d 'The applications that this fleet file is about' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l name -d 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l shard -d 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application\'s id: for several machines that share a set without knowing of each other' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l plan -d 'Write the plan into this file, change nothing; `vsw apply` makes its changes' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l resume -d 'Go on with a run that was stopped; what it confirmed is not sent again' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l max-changes -d 'Change nothing where more applications than this would have to be; exit 1' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l concurrency -d 'How many applications are worked on side by side' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l rate -d 'At most so many requests a second to each account; fewer where the API asks for it' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l report -d 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l all -d 'Every application of the account'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l dry-run -d 'Show what would change, change nothing; exit 1 if something would'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -s y -l yes -d 'Answer yes to every question; applications that are named are changed without one anyway'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l fleet -d 'The applications that this fleet file is about' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l name -d 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l shard -d 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application\'s id: for several machines that share a set without knowing of each other' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l plan -d 'Write the plan into this file, change nothing; `vsw apply` makes its changes' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l resume -d 'Go on with a run that was stopped; what it confirmed is not sent again' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l max-changes -d 'Change nothing where more applications than this would have to be; exit 1' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l concurrency -d 'How many applications are worked on side by side' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l rate -d 'At most so many requests a second to each account; fewer where the API asks for it' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l report -d 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l all -d 'Every application of the account'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l dry-run -d 'Show what would change, change nothing; exit 1 if something would'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -s y -l yes -d 'Answer yes to every question; applications that are named are changed without one anyway'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand status" -l fleet -d 'The applications that this fleet file is about' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand status" -l name -d 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l shard -d 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application\'s id: for several machines that share a set without knowing of each other' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l read -d 'How a set is read: by list pages, one by one, or by pages as long as they tell what is asked' -r -f -a "auto\t''
list\t''
get\t''"
complete -c vsw -n "__fish_vsw_using_subcommand status" -l fail-on -d 'What makes the run fail, separated by commas; drift, unknown, and unlisted where the fleet file says so, unless told otherwise' -r -f -a "drift\t''
unknown\t''
unlisted\t''
waived\t''"
complete -c vsw -n "__fish_vsw_using_subcommand status" -l baseline -d 'What the applications were when they were last reviewed (`vsw baseline save`)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand status" -l concurrency -d 'How many applications are worked on side by side' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l rate -d 'At most so many requests a second to each account; fewer where the API asks for it' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l report -d 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand status" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand status" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand status" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand status" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand status" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand status" -l all -d 'Every application of the account'
complete -c vsw -n "__fish_vsw_using_subcommand status" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand status" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand status" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand status" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand status" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l fleet -d 'The applications that this fleet file is about' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l name -d 'Of --all or a fleet file, only those whose name fits; `*` is any text, `?` any character; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l shard -d 'Of --all or a fleet file, only the I-th of N parts, by a hash of each application\'s id: for several machines that share a set without knowing of each other' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l read -d 'How a set is read: by list pages, one by one, or by pages as long as they tell what is asked' -r -f -a "auto\t''
list\t''
get\t''"
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l fail-on -d 'What makes the run fail, separated by commas; drift, unknown, and unlisted where the fleet file says so, unless told otherwise' -r -f -a "drift\t''
unknown\t''
unlisted\t''
waived\t''"
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l baseline -d 'What the applications were when they were last reviewed (`vsw baseline save`)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l concurrency -d 'How many applications are worked on side by side' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l rate -d 'At most so many requests a second to each account; fewer where the API asks for it' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l every -d 'How long it is from the beginning of one round to that of the next: 90s, 5m, 1h30m' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l jitter -d 'Up to how much later a round begins by chance, in percent of --every, so that many machines do not come together' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l rounds -d 'End after so many rounds, with what the last one came to; without it, never' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l max-changes -d 'Heal no more applications than this within an hour; 0 heals none' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l on-drift -d 'Run this program when an application drifts, recovers or is healed; it is told which on its stdin, as JSON' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l on-drift-arg -d 'A word for that program, as it is; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l on-drift-timeout -d 'How long that program may take before it is ended' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l metrics -d 'Serve /metrics and /healthz there; a port alone is this machine\'s own' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l metrics-host -d 'A name under which others ask for the metrics, beside the address itself; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l all -d 'Every application of the account'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l now -d 'Begin the first round at once, whatever the jitter'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l heal -d 'Switch signing on again where it was dropped; only in named applications or with --fleet'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand show" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand show" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand show" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand show" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand show" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand show" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand show" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand show" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand show" -l raw -d 'The answer\'s very bytes, nothing masked'
complete -c vsw -n "__fish_vsw_using_subcommand show" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand show" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand show" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand show" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand show" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand list" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand list" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand list" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand list" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand list" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand list" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand list" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand list" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand list" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand list" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand list" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand list" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand list" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l runs -d 'The runs instead, each with what came of it'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -a "prune" -d 'Take out what is old and what nothing needs any more'
complete -c vsw -n "__fish_vsw_using_subcommand history; and not __fish_seen_subcommand_from prune help" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l keep-days -d 'Keep everything of the last so many days' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l dry-run -d 'Show what would be taken out, take nothing; exit 1 if something would be'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -s y -l yes -d 'Do not ask'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Take out what is old and what nothing needs any more'
complete -c vsw -n "__fish_vsw_using_subcommand history; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l max-changes -d 'Change nothing where more applications than this would have to be; exit 1' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l concurrency -d 'How many applications are worked on side by side' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l rate -d 'At most so many requests a second to each account; fewer where the API asks for it' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l report -d 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l dry-run -d 'Show what would change, change nothing; exit 1 if something would'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -s y -l yes -d 'Do not ask'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l run -d 'Put back what a whole run replaced, in each of its applications' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l to -d 'The snapshot to put back, as a report or `vsw history` names it; the newest if not given' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l max-changes -d 'Change nothing where more applications than this would have to be; exit 1' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l concurrency -d 'How many applications are worked on side by side' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l rate -d 'At most so many requests a second to each account; fewer where the API asks for it' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l report -d 'Report to other programs too: junit, sarif, github, gitlab, markdown, prometheus or html. With PATH into that file, else (or with -) to stdout in place of the text. Repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l exact -d 'Send the snapshot\'s very bytes, its signing value included'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l overwrite -d 'Go on although somebody else changed the application since'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l dry-run -d 'Show what would change, change nothing; exit 1 if something would'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -s y -l yes -d 'Do not ask'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand rollback" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -f -a "init" -d 'Write a fleet file with the applications of one or several accounts'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -f -a "check" -d 'Is a fleet file right? Says what it holds, and what is doubtful (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -f -a "schema" -d 'The JSON Schema that editors complete and check fleet files by (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and not __fish_seen_subcommand_from init check schema help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l account -d 'An account, by its name in the file and the profile with its credentials; NAME alone is both. Repeatable; without it, the account whose credentials are in force' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l by -d 'How the file names applications: each by its id, each by its name, or all at once' -r -f -a "id\t''
name\t''
all\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l force -d 'Write over a file that is there'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from schema" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from help" -f -a "init" -d 'Write a fleet file with the applications of one or several accounts'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from help" -f -a "check" -d 'Is a fleet file right? Says what it holds, and what is doubtful (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from help" -f -a "schema" -d 'The JSON Schema that editors complete and check fleet files by (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand fleet; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l against -d 'A snapshot as `vsw history` names it, a baseline file, or a document that `vsw show --raw` said' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand diff" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand diff" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand diff" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand diff" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -f -a "save" -d 'Record applications as they are now, their secrets masked'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and not __fish_seen_subcommand_from save help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l fleet -d 'The applications that this fleet file is about, of all its accounts' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l file -d 'The file to write; the one that the fleet file names, or vsw.baseline.json beside it or here, unless told otherwise' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l concurrency -d 'How many applications are worked on side by side' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l rate -d 'At most so many requests a second to each account; fewer where the API asks for it' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l all -d 'Every application of the account'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l skip-unread -d 'Save the others where one cannot be read; what the file has of it stays'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from save" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from help" -f -a "save" -d 'Record applications as they are now, their secrets masked'
complete -c vsw -n "__fish_vsw_using_subcommand baseline; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l header -d 'The Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l header-file -d 'The same, read from a file or stdin (-)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l body -d 'The body: the text itself, to the byte' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l body-file -d 'The body\'s bytes, read from a file or stdin (-); what scripts should use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l request-file -d 'A raw HTTP request, read from a file or stdin (-)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l method -d 'How the webhook was delivered: POST (the body is signed) or GET (the query is, by an unconfirmed rule)' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l url -d 'The URL that it was delivered to, or its path and query; needed for GET' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l header-name -d 'The header that carries the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l signature-secret-file -d 'A file (or - for stdin) that holds a signature secret; repeatable, one for each API key' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l expect-api-key -d 'The account that the token must be of' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l expect-application -d 'The application that the token must be of' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l max-age -d 'How old the token may be; 0 switches the age check off' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l max-skew -d 'How far apart the two clocks may be' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l now -d 'Verify as of this time, in seconds since 1970' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l at -d 'Verify as of this time, as RFC 3339' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l no-explain -d 'Do not look for the cause of a rejection; the verdict is the same'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand verify" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l header -d 'The Authorization header: `Authorization: Bearer T`, `Bearer T` or `T`' -r
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l header-file -d 'The same, read from a file or stdin (-)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l now -d 'Tell times as of this one, in seconds since 1970' -r
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand decode" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand decode" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand decode" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand decode" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l event -d 'The webhook of this event, in its documented shape' -r -f -a "started\t''
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
fallback\t''
error\t''
answer\t''
notify\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l set -d 'A member of that webhook as a text, in place of the documented one or beside them; repeatable' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l set-json -d 'The same, of any JSON' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l body -d 'The body: the text itself, to the byte' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l body-file -d 'The body\'s bytes, read from a file or stdin (-)' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l method -d 'How it is delivered: POST (the body is signed), or GET (the query is, by an unconfirmed rule)' -r -f -a "POST\t''
GET\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l url -d 'Where it is delivered to: a URL, or its path and query [default: /webhooks/event, or as the event has it]' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l application -d 'The application that the token is of' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l api-key -d 'The account that the token is of; with several secrets it says which one signs' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l iat -d 'When the token is issued: seconds since 1970, or RFC 3339 [default: now]' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l jti -d 'The token\'s id [default: a random UUID]' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l signature-secret-file -d 'A file (or - for stdin) that holds a signature secret; repeatable, one for each API key' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l forge -d 'Make a delivery that must be rejected; `list` says what there is' -r -f -a "no-signature\t'no Authorization header at all'
two-tokens\t'the Authorization header twice, each with the same good token'
basic\t'HTTP Basic in place of Bearer'
two-segments\t'the signature and its dot cut off'
bad-base64\t'base64 padding behind the signature, which lenient readers drop'
too-long\t'a token of over 16 KiB, rightly signed'
duplicate-alg\t'two algorithms in the header, the last one right; rightly signed'
alg-none\t'the algorithm `none` and no signature'
alg-none-case\t'the algorithm `nOnE` and no signature'
hs512\t'the algorithm HS512, rightly signed with the account\'s secret'
rs256-confusion\t'the algorithm RS256 over an HS256 signature by the account\'s secret'
crit\t'an extension that must be understood and is not, rightly signed'
b64-false\t'`b64` false, which says that the claims are not encoded; rightly signed'
empty-signature\t'an empty third segment'
short-signature\t'the first half of the right signature'
wrong-secret\t'signed with a secret that is nobody\'s'
claims-list\t'claims that are a JSON array, rightly signed'
duplicate-claim\t'`iss` twice, the last one right; rightly signed'
no-iat\t'no `iat`, so of no time; rightly signed'
no-payload-hash\t'no `payload_hash`, so good for any body; rightly signed'
text-iat\t'`iat` as a text, rightly signed'
upper-case-hash\t'the right `payload_hash` in capitals, rightly signed'
wrong-issuer\t'issued by somebody else, rightly signed'
wrong-api-key\t'of another account, for handlers that know theirs; rightly signed'
wrong-application\t'of another application, for handlers that expect one; rightly signed'
swapped-body\t'the good token of another webhook'
changed-body\t'a body that had one line end more when it was signed'
stale\t'issued an hour earlier, rightly signed'
future\t'issued an hour later, rightly signed'
expired\t'with an `exp` of an hour earlier, rightly signed'
not-yet-valid\t'with an `nbf` of an hour later, rightly signed'
list\t'list the kinds, and make none'"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l output -d 'As what it is written [default: http]' -r -f -a "http\t'A raw HTTP request: headers, a blank line, the body\'s bytes'
curl\t'A command for a POSIX shell'
capture\t'One line of vsw/delivery/1'"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand sign" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand sign" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand sign" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand sign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l authorization -d 'Where other people\'s lines have the Authorization header, as a JSON pointer (vsw\'s own lines need none of these)' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l body -d 'Where they have the body' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l received-at -d 'Where they have the time of receipt (RFC 3339, or seconds since 1970)' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l now -d 'Verify lines that have no time of receipt as of this one, in seconds since 1970' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l since -d 'Only deliveries that came at this time or later (RFC 3339, or seconds since 1970)' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l until -d 'Only deliveries that came before this time' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l by -d 'What to count by' -r -f -a "event\t''
application\t''
account\t''
secret\t''
day\t''"
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l signing -d 'What came signed when the log was written: the events of the Developer Preview, or all as today' -r -f -a "preview\t''
current\t''"
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l require -d 'Fail unless a genuine delivery of each of these events is there, separated by commas' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l max-unsigned -d 'Let so many unsigned deliveries pass' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l only -d 'Of --lines, only those that stand so, separated by commas' -r -f -a "genuine\t''
unsigned\t''
unsigned_expected\t''
rejected\t''
broken\t''"
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l threads -d 'How many threads verify; as many as there are processors unless told otherwise' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l header-name -d 'The header that carries the token (on Vonage Cloud Runtime: X-Vonage-Webhook-Auth-Token)' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l signature-secret-file -d 'A file (or - for stdin) that holds a signature secret; repeatable, one for each API key' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l expect-api-key -d 'The account that the token must be of' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l expect-application -d 'The application that the token must be of' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l max-age -d 'How old the token may be; 0 switches the age check off' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l max-skew -d 'How far apart the two clocks may be' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l lines -d 'Answer each line in order, as one JSON object, without looking for replays'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l redact -d 'Mask telephone numbers in --lines, but for their last two digits'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand audit" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand explain" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand explain" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand explain" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand explain" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand login" -l api-key -d 'The account\'s API key' -r
complete -c vsw -n "__fish_vsw_using_subcommand login" -l api-secret-file -d 'A file (or - for stdin) that holds the API secret' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand login" -l signature-secret-file -d 'A file (or - for stdin) that holds the account\'s signature secret' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand login" -l application -d 'The application that commands are about when none is named' -r
complete -c vsw -n "__fish_vsw_using_subcommand login" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand login" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand login" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand login" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand login" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand login" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand login" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand login" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand login" -l keyring -d 'Keep the secrets in the platform\'s keyring instead of the configuration file'
complete -c vsw -n "__fish_vsw_using_subcommand login" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand login" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand login" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand login" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand login" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand logout" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand logout" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand logout" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand logout" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand whoami" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l offline -d 'Ask nobody: look at this machine alone'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -f -a "show" -d 'Every setting in force with its origin, secrets as `set`'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -f -a "path" -d 'Where the configuration file and the state folder are'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -f -a "secret" -d 'The signature secrets of the profile: add, list, retire, check'
complete -c vsw -n "__fish_vsw_using_subcommand config; and not __fish_seen_subcommand_from show path secret help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -f -a "add" -d 'Store one more signature secret in the profile'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -f -a "list" -d 'The signature secrets in force and in the profile, without themselves'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -f -a "retire" -d 'Mark a signature secret as retired: it verifies only what came before'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -f -a "check" -d 'Look for what is wrong with signature secrets, without showing them'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from secret" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Every setting in force with its origin, secrets as `set`'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "path" -d 'Where the configuration file and the state folder are'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "secret" -d 'The signature secrets of the profile: add, list, retire, check'
complete -c vsw -n "__fish_vsw_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l apps -d 'How many applications it starts with' -r
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l state -d 'Keep the applications in this file, from one run to the next' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l port -d 'The port to listen on; 0 takes a free one' -r
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand sandbox" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand demo" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand demo" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand demo" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand demo" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand completions" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand completions" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand completions" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand completions" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand man" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand man" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand man" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand man" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand man" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand man" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand man" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand man" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand man" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand man" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand man" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand man" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand man" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l profile -d 'Take credentials and defaults from this profile, before the environment\'s' -r
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l api-url -d 'Speak to this origin instead of https://api.nexmo.com (https, or http on a loopback address)' -r
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l format -d 'What stdout carries' -r -f -a "text\t''
json\t''"
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l color -d 'When to colour text' -r -f -a "auto\t''
always\t''
never\t''"
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l timeout -d 'Time for each application, retries included' -r
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l config -d 'The configuration file to use' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l state-dir -d 'The folder for the journal and the snapshots' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l ca-file -d 'Trust only the certificates in this PEM file' -r -F
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l json -d 'Short for --format json'
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -s q -l quiet -d 'Only the result and errors: no hints, no progress'
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -s v -l verbose -d 'Log requests to stderr; twice, their sizes and pauses too'
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -l no-input -d 'Never ask, even on a terminal'
complete -c vsw -n "__fish_vsw_using_subcommand exit-codes" -s h -l help -d 'Print help'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "enable" -d 'Switch signed webhooks on: GET, change one leaf, PUT, GET to confirm'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "disable" -d 'Switch signed webhooks off, in the same way'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "status" -d 'Are signed webhooks still on? Exit 1 when they are not'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "watch" -d 'Check again and again, tell what changes, and switch on again what was dropped where that is asked for'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "show" -d 'The application as the API has it, its secrets masked'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "list" -d 'All applications of the account'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "history" -d 'What was done to applications, and what was seen'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "apply" -d 'Make the changes of a plan, refusing what moved since it was made'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "rollback" -d 'Put back what a change replaced, keeping the present value of the flag'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "fleet" -d 'Fleet files: which applications there are, and what should be of them'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "diff" -d 'What moved in an application since signing was last on, or against what you name'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "baseline" -d 'A reviewed record of what applications should be, for version control'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "verify" -d 'Is this webhook genuine, and if not, why not? (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "decode" -d 'What a token says, unverified: header, claims, times, and what a verifier would want (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "sign" -d 'Make a delivery as Vonage would, or a forgery of one, to try a handler with (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "audit" -d 'Which deliveries of a whole log were genuine (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "explain" -d 'The longer story of a code that vsw prints, offline; without one, a list of all'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "login" -d 'Store credentials in a profile, after checking them'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "logout" -d 'Remove a profile and its credentials'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "whoami" -d 'Which account the credentials are, and where they come from'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "doctor" -d 'What is wrong with this set-up, and the way out; changes nothing'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "config" -d 'The settings in force and where they come from, and the signature secrets'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "sandbox" -d 'An embedded stand-in of the Applications API, on loopback'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "demo" -d 'Play the whole story on the sandbox'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "completions" -d 'Write a shell\'s completion script to stdout'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "man" -d 'Write the man pages into a folder, or the main one to stdout'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "exit-codes" -d 'The table of exit codes'
complete -c vsw -n "__fish_vsw_using_subcommand help; and not __fish_seen_subcommand_from enable disable status watch show list history apply rollback fleet diff baseline verify decode sign audit explain login logout whoami doctor config sandbox demo completions man exit-codes help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from history" -f -a "prune" -d 'Take out what is old and what nothing needs any more'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from fleet" -f -a "init" -d 'Write a fleet file with the applications of one or several accounts'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from fleet" -f -a "check" -d 'Is a fleet file right? Says what it holds, and what is doubtful (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from fleet" -f -a "schema" -d 'The JSON Schema that editors complete and check fleet files by (offline)'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from baseline" -f -a "save" -d 'Record applications as they are now, their secrets masked'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Every setting in force with its origin, secrets as `set`'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "path" -d 'Where the configuration file and the state folder are'
complete -c vsw -n "__fish_vsw_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "secret" -d 'The signature secrets of the profile: add, list, retire, check'
