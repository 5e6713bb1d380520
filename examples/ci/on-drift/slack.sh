#!/bin/sh
# Posts the events of `vsw watch` to a Slack channel:
#
#   vsw watch --fleet vsw.toml --on-drift examples/ci/on-drift/slack.sh
#
# SLACK_WEBHOOK_URL is the channel's incoming webhook. The URL allows posting to the channel, so it goes to curl through
# stdin, where other users of the machine cannot see it. Needs curl and jq, and reads `vsw/drift/1` from stdin.
set -eu
: "${SLACK_WEBHOOK_URL:?the URL of an incoming webhook of Slack}"

# `safe` escapes `&`, `<` and `>`, so that a name from outside cannot mention users or disguise a link.
message=$(jq --compact-output '
    def safe: tostring | gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;");
    def emoji: {"drift": ":red_circle:", "heal-failed": ":red_circle:", "fighting": ":warning:"}[.] // ":large_green_circle:";
    def line: "\(.event | emoji) *\(.event | safe)* \(.name // "(no name)" | safe) \(.id | safe)"
        + (if .code then " \(.code | safe)" else "" end)
        + (if .detail then ": \(.detail | safe)" else "" end);
    .applications as $all
    | {text: ([$all[:20][] | line]
        + (if ($all | length) > 20 or .left_out > 0 then ["and \(($all | length) - ([$all[:20][]] | length) + .left_out) more"] else [] end)
        | join("\n"))}
')

# curl reads its options from stdin, with quotes and backslashes escaped as in its configuration files.
option() {
    printf '%s = "%s"\n' "$1" "$(printf '%s' "$2" | sed 's/\\/\\\\/g; s/"/\\"/g')"
}
{
    option url "$SLACK_WEBHOOK_URL"
    option data-raw "$message"
} | curl --config - --silent --show-error --fail --max-time 20 --output /dev/null \
    --header 'Content-Type: application/json'
